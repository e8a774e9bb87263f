# SPDX-License-Identifier: Apache-2.0
#
# How the runnable jar is started: what ./kasan and bin/kasan of a release share. They set root, the folder of
# the laboratory, and call start_java; README.md lists what of the environment counts.

# The shell looks itself where it can: each program that is started costs as much as a bundle.
# Sets real to a folder's path without symbolic links.
real_folder() {
  local from=$PWD CDPATH=
  cd -P -- "$1" 2>/dev/null || return
  real=$PWD
  cd -- "$from" 2>/dev/null || fail "the folder it runs in, '$from', cannot be entered"
}

fail() {
  echo "kasan: $*" >&2
  exit 2
}

# Sets number to the digits behind a pattern in a small file, or to nothing.
number_in() {
  local content=
  number=
  [[ -r $1 ]] || return
  IFS= read -r -d '' content <"$1" || true
  [[ ! $content =~ $2([0-9]+) ]] || number=${BASH_REMATCH[1]}
  [[ -n $number ]]
}

# The launcher's properties without the bundles above the start level of a verb, 10: each that is installed
# costs 0.01 s, started or not.
of_verbs() {
  awk '
    /^launch\.runbundles\.attrs=/ { levels = split($0, level, ",") }
    /^launch\.bundles=/ { bundles = split($0, bundle, ","); list = NR }
    { line[NR] = $0 }
    END {
      kept = ""
      for (i = 1; i <= bundles; i++) {
        match(level[i], /startlevel\\=[0-9]+/)
        if (levels != bundles || substr(level[i], RSTART + 12, RLENGTH - 12) + 0 <= 10)
          kept = kept (i > 1 ? "," : "") bundle[i]
      }
      for (i = 1; i <= NR; i++) print i == list ? kept : line[i]
    }'
}

# Sets made to what the names of files made of the jar begin with. All files of a release have one date, so that of
# a release the jar's sum is part of the name: what was made of an older jar in the same folder is never taken for
# that of this one.
name_of_made() {
  local sum=
  made=${jar%.jar}
  [[ ! -r $jar.sha256 ]] || read -r sum <"$jar.sha256" || true
  made+=${sum:+-${sum:0:12}}
}

# Deletes what was made of other releases' jars.
forget_others() {
  local other
  for other in "${jar%.jar}"-*.{unpacked,jsa}; do
    [[ $other == "$made".* ]] || rm -rf -- "$other"
  done
}

# The jar, unpacked beside it, so that the framework reads its bundles where they lie: out of one jar it would
# copy each at every start and delete it at the end: 0.1 to 0.2 s. Unpack.java lays them down in the
# form that starts fastest, which brings as much again. Sets launch to the options and the main class, launched to
# the file that is as old as they. Where that cannot be had the jar runs as it is.
unpack_once() {
  launch=(-jar "$jar")
  launched=$jar
  [[ $jar != *[^A-Za-z0-9/._+-]* ]] || return 0 # properties and lists of paths would need escapes
  local dir=$made.unpacked
  if [[ ! $dir/launcher.properties -nt $jar || ! $dir/launcher.properties -nt $unpack ]]; then
    [[ -x $java_home/bin/javac && -w ${jar%/*} ]] || return 0
    (
      if command -v flock >/dev/null; then flock 9; fi
      [[ ! $dir/launcher.properties -nt $jar || ! $dir/launcher.properties -nt $unpack ]] || exit 0
      new=$(mktemp -d "$dir.XXXXXX") && trap 'rm -rf "$new"' EXIT
      "$java_path" -XX:TieredStopAtLevel=1 "$unpack" "$jar" "$new" && cd "$new" &&
        sed -i -e 's/^launch\.embedded=.*/launch.embedded=false/' \
          -e "/^launch\.bundles=/ { s#\([=,]\)jar/#\1$dir/jar/#g }" launcher.properties || exit 0
      of_verbs <launcher.properties >verb.properties
      touch launcher.properties verb.properties
      rm -rf "$dir" && mv -T "$new" "$dir"
      forget_others
    ) 9>"${jar%/*}/unpack.lock" 2>/dev/null || true
    [[ $dir/launcher.properties -nt $jar ]] || return 0
  fi
  launched=$dir/launcher.properties
  local properties=verb.properties
  case $verb in '' | web | --web | why | tour) properties=launcher.properties ;; esac
  local path=("$dir"/jar/org.apache.felix.framework-*.jar "$dir"/jar/biz.aQute.launcher-*.jar)
  launch=("-Dlauncher.properties=$dir/$properties" -cp "${path[0]}:${path[1]}" aQute.launcher.Launcher)
}

# The classes that a comparison loads, as this Java wants them: 0.1 to 0.3 s. Java
# checks that the archive is of this jar and of itself, and does without it otherwise.
archive_once() {
  [[ ! $archive -nt $launched && -w ${jar%/*} ]] || return 0
  (
    if command -v flock >/dev/null; then flock -n 9 || exit 0; fi
    "$java_path" "-XX:ArchiveClassesAtExit=$archive.new" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
      -Xlog:disable "-Dkasan.home=$root" "${launch[@]}" compare --format json >/dev/null 2>&1 </dev/null &&
      mv -f "$archive.new" "$archive" || : >"$archive"
    forget_others
  ) 9>"${jar%/*}/archive.lock" 2>/dev/null || true
}

# True if the framework's copies of the bundles may lie in memory, which saves up to 0.1 s: there is room for
# them, and native libraries can be run from there.
memory_disk() {
  local dir options rest
  [[ -d /dev/shm && -w /dev/shm ]] || return 1
  while read -r _ dir _ options rest; do
    [[ $dir == /dev/shm ]] || continue
    [[ ,$options, != *,noexec,* ]] || return 1
    (($(stat -f -c '%a * (%S / 1024)' /dev/shm) > 256 * 1024)) && return
    return 1
  done </proc/mounts
  return 1
}

# True if one of the operands, or what '-' stands for, is a file of many megabytes.
has_large_file() {
  local operand file
  for operand; do
    file=$operand
    [[ $operand != - ]] || file=/dev/stdin
    [[ ! -f $file || $(stat -Lc %s -- "$file") -lt 8000000 ]] || return 0
  done
  return 1
}

# Replaces the shell by the laboratory.
#
# start_java JAR UNPACK [VERB ...]: the runnable jar, the source that unpacks it, and what the user typed.
start_java() {
  jar=$1 unpack=$2
  shift 2
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  java_path=$(command -v "$java") || fail "no Java found as '$java'"
  java_home=$(readlink -f "$java_path")
  java_home=${java_home%/*/*}
  number_in "$java_home/release" 'JAVA_VERSION="' || true
  java_release=${number:-17}

  verb=${1:-}
  name_of_made
  archive=$made.jsa
  unpack_once
  archive_once
  read -r -a user_options <<<"${KASAN_JAVA_OPTS:-}" || true
  options=()
  # What each option is for, in processor time of './kasan version' (0.76 s) and of a comparison of a large recording
  # (1.9 million events, 3.46 s): medians on two cores that had other work.
  #
  # A collector with one thread: 0.03 s, 0.17 s.
  [[ ${KASAN_JAVA_OPTS:-} == *-XX:+Use*GC* ]] || options+=(-XX:+UseSerialGC)
  # Most verbs end before an optimising compiler has paid for itself: it costs 0.44 s, and half of a short comparison.
  # What goes on for long, and the shell, want it. One thread for the quick compiler, since reader and kernel have the
  # two cores: 0.1 s of the large comparison. A log of many megabytes is mostly passed over, in a few loops that are to be
  # compiled at once.
  short=
  case $verb in
    '' | run | suite | reproduce | bench | derive | web | --web | tour) ;;
    *)
      short=1
      if [[ ${KASAN_JAVA_OPTS:-} == *-XX:*Tier* ]]; then
        :
      elif [[ $verb == explain ]] && has_large_file "${@:2}"; then
        options+=(-XX:TieredStopAtLevel=1)
      else
        options+=(-XX:TieredStopAtLevel=1 -XX:CICompilerCount=1)
      fi
      ;;
  esac
  # Of what a short verb makes, most dies at once or lives to the end: little room for what is new keeps it in
  # the caches of a core, and nothing is copied twice. 0.13 s of the large comparison. Where the heap is not to be small.
  if [[ -n $short && ${KASAN_JAVA_OPTS:-} != *-XX:*New* &&
    (${KASAN_JAVA_OPTS:-} != *-Xm[nx]* || ${KASAN_JAVA_OPTS:-} == *-Xmx512m* || ${KASAN_JAVA_OPTS:-} == *-Xmx*g*) ]]; then
    options+=(-XX:NewSize=40m -XX:MaxNewSize=40m -XX:MaxTenuringThreshold=0 -XX:TLABSize=256k -XX:-ResizeTLAB)
  fi
  # The heap in pages of 2 MiB where the kernel gives them to who asks: half the page faults, and modelled memory is found
  # with fewer misses of the TLB. 0.05 s, 0.3 s. Java complains where they cannot be had.
  read -r huge 2>/dev/null </sys/kernel/mm/transparent_hugepage/enabled || huge=
  [[ $huge != *"[always]"* && $huge != *"[madvise]"* ]] || options+=(-XX:+UseTransparentHugePages)
  [[ ! -s $archive ]] || options+=("-XX:SharedArchiveFile=$archive" -Xlog:cds=off -Xlog:cds+dynamic=off)
  if memory_disk 2>/dev/null; then
    # A folder for each process, named by it: what was killed has left one that the next start takes away.
    for left in /dev/shm/kasan-*; do
      # Never into what is mounted there.
      [[ ! -O $left || -d /proc/${left##*-} ]] || rm -rf --one-file-system -- "$left" 2>/dev/null || true
    done
    ! mkdir -m 700 "/dev/shm/kasan-$$" 2>/dev/null || options+=("-Djava.io.tmpdir=/dev/shm/kasan-$$")
  fi
  # Libraries of ours load native code and use what newer Javas warn of.
  if ((${java_release:-17} >= 23)); then
    options+=(--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED)
  fi
  # Without a terminal there is no console, in all versions of Java.
  options+=(-Djdk.console=java.base)

  home=${KASAN_HOME:-$root}
  [[ -d $home ]] || fail "KASAN_HOME '$home' is no folder"
  real_folder "$home" || fail "KASAN_HOME '$home' cannot be entered"
  home=$real
  # FileInstall waits for them in vain otherwise
  [[ -d $home/bundles && -d $home/etc ]] || mkdir -p "$home"/{bundles,etc} 2>/dev/null || true
  options+=("-Dkasan.home=$home" "-Dfelix.fileinstall.dir=$home/bundles,$home/etc")

  # How wide tables may be where standard output is a terminal; the prompt asks its terminal itself.
  if (($# > 0)) && [[ -t 1 ]]; then
    # Within $(), 1 is the pipe.
    { columns=$(stty size <&3 2>/dev/null) || columns=; } 3<&1
    columns=${columns#* }
    if [[ $columns =~ ^[1-9][0-9]*$ ]]; then
      ((columns >= 40)) || columns=40
      ((columns <= 250)) || columns=250
      options+=("-Dkasan.columns=$columns")
      [[ -n ${NO_COLOR:-} || ${TERM:-dumb} == dumb* ]] || options+=(-Dkasan.colour=true)
    fi
  fi

  exec "$java_path" "${options[@]}" ${user_options[@]+"${user_options[@]}"} "${launch[@]}" "$@"
}
