// SPDX-License-Identifier: Apache-2.0
/**
 * Where events come from: recordings of real machines and workloads that ask the modelled
 * allocators. Start from {@link kasan.api.workload.EventSource} and its columnar {@link
 * kasan.api.workload.EventBatch}; a {@link kasan.api.workload.RecordingReader} turns files into a
 * {@link kasan.api.workload.Recording}, a {@link kasan.api.workload.Workload} makes requests up.
 */
@Export
@Version("1.2.0")
@NullMarked
package kasan.api.workload;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
