# Sourced by the scripts beside it: finds Java 17 or newer, the flags that Hazelcast needs there, and
# those that bound the memory of a server.

java=java
if [[ -n ${JAVA_HOME:-} ]]; then
  java=$JAVA_HOME/bin/java
fi
if ! version=$("$java" -version 2>&1); then
  echo "Java 17 or newer is needed, and '$java' does not run. Install it, or set JAVA_HOME." >&2
  exit 1
fi
major=$(sed -nE 's/.* version "(1\.)?([0-9]+).*/\2/p' <<<"$version" | head -n 1)
if ((${major:-0} < 17)); then
  echo "Java 17 or newer is needed; '$java' is Java ${major:-?}. Set JAVA_HOME to a newer one." >&2
  exit 1
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
if ((major >= 24)); then
  java_flags+=(--enable-native-access=ALL-UNNAMED)
fi

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
# Java refuses two garbage collectors.
if [[ ${JAVA_OPTS:-} != *-XX:+Use*GC* ]]; then
  memory_flags+=(-XX:+UseG1GC)
fi
# glibc keeps freed memory for each of many threads otherwise.
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}

# Runs Maven unless the file is there and newer than what it is made of. Two scripts started at
# once do not build at once. Maven's output goes to stderr: stdout belongs to the program.
# build ROOT FILE GOAL [MORE SOURCES ...]
build() {
  local root=$1 file=$2 goal=$3
  shift 3
  (
    if command -v flock >/dev/null; then
      flock 9
    fi
    if [[ -e $file && -z $(find "$root/src/main" "$root/conf" "$root/pom.xml" "$@" -newer "$file" -print -quit) ]]; then
      exit 0
    fi
    echo "Building Call API ..." >&2
    mvn -q -B -ntp -f "$root/pom.xml" "$goal" -DskipTests >&2
    touch "$file"
  ) 9<"$root/pom.xml"
}
