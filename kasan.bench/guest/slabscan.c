// SPDX-License-Identifier: Apache-2.0
/*
 * Counts the slab pages of a running kernel and the aligned groups of eight pages that hold at least
 * one. Prints one line: seconds since boot, slab pages, groups, and how many groups have 1, 2, ... 8
 * slab pages. Wants /proc/kpageflags, so CONFIG_PROC_PAGE_MONITOR and root.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

enum { GROUP = 8, SLAB_BIT = 7, CHUNK = 4096 };

int main(void) {
  static uint64_t flags[CHUNK];
  unsigned long pages = 0, groups = 0, with[GROUP + 1] = {0};
  int fd = open("/proc/kpageflags", O_RDONLY);
  FILE *uptime = fopen("/proc/uptime", "r");
  double now = 0;
  ssize_t got;

  if (fd < 0 || !uptime || fscanf(uptime, "%lf", &now) != 1) {
    perror("/proc/kpageflags");
    return 1;
  }
  while ((got = read(fd, flags, sizeof flags)) > 0) {
    size_t n = (size_t)got / sizeof flags[0];
    for (size_t at = 0; at < n; at += GROUP) {
      unsigned slab = 0;
      for (size_t i = at; i < n && i < at + GROUP; i++)
        slab += flags[i] >> SLAB_BIT & 1;
      pages += slab;
      groups += slab != 0;
      with[slab]++;
    }
  }
  printf("SCAN uptime=%.0f slab_pages=%lu groups=%lu by_pages=", now, pages, groups);
  for (int i = 1; i <= GROUP; i++)
    printf("%lu%c", with[i], i < GROUP ? ',' : '\n');
  return got < 0;
}
