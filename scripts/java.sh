# Sourced by the scripts beside it: finds Java 17 or newer, the flags that Hazelcast needs there, and
# those that bound the memory of a server.

# What is needed to start is missing: Java, Maven, or the program itself (EX_UNAVAILABLE of sysexits.h).
readonly exit_unavailable=69

unavailable() {
  printf '%s\n' "$@" >&2
  exit "$exit_unavailable"
}

# Which Java that is: as its file "release" says, for asking Java itself takes a tenth of a second.
java_version() {
  local binary line
  binary=$(readlink -f "$(command -v "$java")") || return 1
  if [[ -r ${binary%/bin/java}/release ]]; then
    while IFS= read -r line; do
      if [[ $line == JAVA_VERSION=* ]]; then
        printf 'java version %s\n' "${line#*=}"
        return
      fi
    done <"${binary%/bin/java}/release"
  fi
  "$java" -version 2>&1
}

java=java
if [[ -n ${JAVA_HOME:-} ]]; then
  java=$JAVA_HOME/bin/java
fi
if ! version=$(java_version); then
  unavailable "Java 17 or newer is needed, and '$java' does not run. Install it (Debian and Ubuntu:" \
    "apt install openjdk-17-jdk-headless), or set JAVA_HOME to the folder that it is in."
fi
major=0
if [[ $version =~ version\ \"(1\.)?([0-9]+) ]]; then
  major=${BASH_REMATCH[2]}
fi
if ((major < 17)); then
  unavailable "Java 17 or newer is needed; '$java' is Java ${major/#0/?}. Install a newer one (Debian and Ubuntu:" \
    "apt install openjdk-17-jdk-headless), and set JAVA_HOME to the folder that it is in."
fi

# Below these limits Java ends with words of its own, or in the middle of something. JAVA_OPTS may make it
# fit into less memory.
files=$(ulimit -n)
if [[ $files != unlimited ]] && ((files < 64)); then
  unavailable "Only $files files may be open at once here, sockets among them. Call API needs 64 to start, and one more for" \
    "each client: raise the limit (ulimit -n 4096, or LimitNOFILE=4096 of systemd)."
fi
memory=$(ulimit -v)
if [[ $memory != unlimited && -z ${JAVA_OPTS:-} ]] && ((memory < 2000000)); then
  unavailable "Only $((memory / 1024)) MB of address space are allowed here. Java needs 2,000 MB, of which it uses a small part: raise" \
    "the limit (ulimit -v unlimited), and bound real memory by that of a control group (MemoryMax=512M of systemd)."
fi

java_flags=(
  --add-modules java.se
  --add-exports java.base/jdk.internal.ref=ALL-UNNAMED
  --add-opens java.base/java.lang=ALL-UNNAMED
  --add-opens java.base/sun.nio.ch=ALL-UNNAMED
  --add-opens java.management/sun.management=ALL-UNNAMED
  --add-opens jdk.management/com.sun.management.internal=ALL-UNNAMED
  # Netty counts direct memory itself: what is too much is refused at once, where Java would collect
  # garbage and wait for half a second each time.
  --add-opens java.base/java.nio=ALL-UNNAMED
  -Dio.netty.tryReflectionSetAccessible=true
)

# What a server gets; docs/operations.md says under "Memory" what fits what load. JAVA_OPTS comes after
# them and so wins.
memory_flags=(
  -Xms32m -Xmx256m
  -XX:MaxDirectMemorySize=64m
  -XX:MaxMetaspaceSize=128m
  -XX:ReservedCodeCacheSize=64m
  # Out of memory: exit code 3 and a line on stderr, to be started again.
  -XX:+ExitOnOutOfMemoryError
  -XX:+DisplayVMOutputToStderr
  # An idle heap is given back: a collection every 10 s in which there was none, and little air.
  -XX:G1PeriodicGCInterval=10000
  -XX:MinHeapFreeRatio=10
  -XX:MaxHeapFreeRatio=30
)

# What is over in a moment gets: less of a Java that would pay only in the long run. Netty's events for
# Flight Recorder alone take a fifth of a second.
brief_flags=(
  -Xmx256m
  -XX:TieredStopAtLevel=1
  -XX:-UsePerfData
  -Dio.netty.jfr.enabled=false
)

# Java refuses two garbage collectors.
if [[ ${JAVA_OPTS:-} != *-XX:+Use*GC* ]]; then
  memory_flags+=(-XX:+UseG1GC)
  brief_flags+=(-XX:+UseSerialGC)
fi
if [[ -z ${JAVA_OPTS:-} ]]; then
  brief_flags+=(-XX:CICompilerCount=1)
fi
if ((major >= 24)); then
  java_flags+=(--enable-native-access=ALL-UNNAMED)
  brief_flags+=(--enable-native-access=ALL-UNNAMED)
fi
# glibc keeps freed memory for each of many threads otherwise.
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
