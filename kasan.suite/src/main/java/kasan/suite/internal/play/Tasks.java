// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.play;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kasan.lab.api.kernel.FrameLayout;
import kasan.lab.api.kernel.FrameLayout.Variable;
import kasan.lab.api.kernel.KernelCalls;
import kasan.suite.internal.finding.Chronicle;
import kasan.suite.internal.program.Statement;
import kasan.suite.internal.program.Statement.Local;
import org.jspecify.annotations.Nullable;

/** Tasks of a program, where statements run, and the functions that each task has entered. */
final class Tasks {
  /** Name of the task that a program begins as; KUnit's. */
  private static final String MAIN = "kunit_try_catch";

  private final KernelCalls calls;
  private final int cpus;
  private final Values values;
  private final long granule;
  private final @Nullable Chronicle chronicle;
  private final Map<String, Task> byName = new TreeMap<>();

  Tasks(KernelCalls calls, int cpus, Values values, long granule, @Nullable Chronicle chronicle) {
    this.chronicle = chronicle;
    this.calls = calls;
    this.cpus = cpus;
    this.values = values;
    this.granule = granule;
  }

  /** CPU that a statement runs on. */
  int cpuOf(Statement statement) {
    String place = statement.place();
    if (place.isEmpty()) {
      return 0;
    }
    return Character.isDigit(place.charAt(0)) ? checked(Integer.parseInt(place)) : task(place).cpu;
  }

  private int checked(long cpu) {
    if (cpu < 0 || cpu >= cpus) {
      throw new NotApplicableException("there is no CPU " + cpu + ", the kernel has " + cpus);
    }
    return (int) cpu;
  }

  /** Creates a task that is to run on a CPU. */
  void fork(int cpu, String name, long runsOn) {
    int number = calls.fork(cpu, name);
    if (number == 0) {
      throw new NotApplicableException("no memory for task " + name);
    }
    byName.put(name, new Task(number, checked(runsOn)));
  }

  /** Ends a task. */
  void exit(int cpu, String name) {
    Task task = task(name);
    byName.remove(name);
    task.frames.forEach(Frame::leave);
    calls.exit(cpu, task.number);
    if (chronicle != null) {
      chronicle.ended(name);
    }
  }

  /** Ends all tasks. */
  void exitAll() {
    for (String name : List.copyOf(byName.keySet())) {
      exit(0, name);
    }
  }

  private Task task(String name) {
    Task task = byName.get(name);
    if (task == null) {
      throw new NotApplicableException("there is no task " + name + " now");
    }
    return task;
  }

  /** Name of the task that a statement runs in. */
  static String nameOf(Statement statement) {
    String place = statement.place();
    return place.isEmpty() || Character.isDigit(place.charAt(0)) ? MAIN : place;
  }

  /** Number of the task that a statement runs in; that of the first where none was needed yet. */
  int pidOf(Statement statement) {
    Task task = byName.get(nameOf(statement));
    return task == null ? 1 : task.number;
  }

  /** The task that a statement runs in. */
  private Task taskOf(Statement statement) {
    String place = statement.place();
    if (!place.isEmpty() && !Character.isDigit(place.charAt(0))) {
      return task(place);
    }
    if (!byName.containsKey(MAIN)) {
      fork(0, MAIN, 0);
    }
    return task(MAIN);
  }

  /** Enters a function; its variables have values from then on. */
  void enter(int cpu, Statement statement) {
    List<Variable> variables = new ArrayList<>();
    for (Local local : statement.variables()) {
      long bytes = values.of(local.bytes()).number();
      if (bytes < 1) {
        throw new NotApplicableException("variable " + local.name() + " has no size");
      }
      variables.add(new Variable(local.name(), bytes, 0, 0));
    }
    FrameLayout layout = FrameLayout.gcc(statement.names().get(0), variables, granule);
    Task task = taskOf(statement);
    long base = calls.pushFrame(cpu, task.number, layout);
    Frame frame = new Frame(statement.target(), layout);
    for (int i = 0; i < layout.variables().size(); i++) {
      Variable variable = layout.variables().get(i);
      long address = calls.variable(cpu, task.number, i);
      var pointer = new Pointer(address, variable.bytes(), 0);
      frame.pointers.add(pointer);
      values.set(statement.target() + "." + variable.name(), new Value(address, pointer));
    }
    task.frames.push(frame);
    if (chronicle != null) {
      chronicle.entered(nameOf(statement), task.number, layout.function(), base, layout);
    }
  }

  /** Leaves the function entered last. */
  void leave(int cpu, Statement statement) {
    Task task = taskOf(statement);
    frame(task).leave();
    task.frames.pop();
    if (chronicle != null) {
      chronicle.left(nameOf(statement));
    }
    calls.popFrame(cpu, task.number);
  }

  /** An array in the function entered last. */
  Pointer alloca(int cpu, Statement statement, long bytes) {
    Task task = taskOf(statement);
    Frame frame = frame(task);
    var pointer = new Pointer(calls.alloca(cpu, task.number, bytes), bytes, 0);
    frame.pointers.add(pointer);
    return pointer;
  }

  /** A variable's scope begins or ends. */
  void scope(int cpu, Statement statement, boolean inScope) {
    Task task = taskOf(statement);
    Frame frame = frame(task);
    String name = statement.names().get(0);
    int dot = name.indexOf('.');
    int index = dot < 0 ? -1 : frame.layout.indexOf(name.substring(dot + 1));
    if (index < 0 || !frame.name.equals(name.substring(0, dot))) {
      throw new NotApplicableException(name + " is no variable of the function entered last");
    }
    calls.scope(cpu, task.number, index, inScope);
  }

  private static Frame frame(Task task) {
    Frame frame = task.frames.peek();
    if (frame == null) {
      throw new NotApplicableException("no function is entered");
    }
    return frame;
  }

  /** One task. */
  private static final class Task {
    final int number;
    final int cpu;
    final Deque<Frame> frames = new ArrayDeque<>();

    Task(int number, int cpu) {
      this.number = number;
      this.cpu = cpu;
    }
  }

  /** A function that was entered, with pointers into its frame. */
  private static final class Frame {
    final String name;
    final FrameLayout layout;
    final List<Pointer> pointers = new ArrayList<>();

    Frame(String name, FrameLayout layout) {
      this.name = name;
      this.layout = layout;
    }

    void leave() {
      for (Pointer pointer : pointers) {
        pointer.gone = true;
      }
    }
  }
}
