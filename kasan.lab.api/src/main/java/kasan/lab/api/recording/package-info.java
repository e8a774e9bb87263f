// SPDX-License-Identifier: Apache-2.0
/**
 * Recordings as users of the laboratory handle them: {@link kasan.lab.api.recording.Recorder} makes
 * one, {@link kasan.lab.api.recording.Recordings} finds and opens one, {@link
 * kasan.lab.api.recording.LoadProfiles} derives a workload from one. Start from {@link
 * kasan.lab.api.recording.Recordings}. What a recording is stands in {@link kasan.api.workload}.
 */
@Export
@Version("1.2.0")
@NullMarked
package kasan.lab.api.recording;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
