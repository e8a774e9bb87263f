// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.foreign;

import java.util.Map;
import java.util.SortedMap;
import kasan.api.workload.Recording;
import kasan.api.workload.RecordingInput;
import kasan.api.workload.RecordingReader;

/** A reader of an extension. */
record ForeignReader(Foreign<RecordingReader> foreign) implements RecordingReader, Walled {
  private static final int SURE = 100;

  @Override
  public int recognise(RecordingInput input) {
    var answers = new Answers(foreign, "recognise(...)");
    return foreign.answer(reader -> (int) answers.number(reader.recognise(input), 0, SURE));
  }

  @Override
  public SortedMap<String, String> settings() {
    var answers = new Answers(foreign, "settings()");
    return foreign.answer(reader -> answers.sorted(String.class, reader.settings()));
  }

  @Override
  public Recording open(RecordingInput input, Map<String, String> settings) {
    Recording opened = foreign.answer(reader -> reader.open(input, settings));
    return new ForeignRecording(foreign.part(opened));
  }
}
