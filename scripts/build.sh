# Sourced after java.sh: compiles what is missing or older than the sources. Without formatter, Error
# Prone and tests, which `mvn verify` is for; its output is target/build.log.

# Two scripts started at once do not build at once. All that is told goes to stderr: stdout belongs to
# the program.
# build ROOT FILE WHAT MORE MAVEN-ARGUMENT ...: FILE comes of src/main, pom.xml and the folder MORE, if any.
build() {
  local root=$1 file=$2 what=$3 more=$4
  shift 4
  is_built "$root" "$file" "$more" && return
  (
    if command -v flock >/dev/null; then
      flock 9
      is_built "$root" "$file" "$more" && exit
    fi
    build_now "$root" "$what" "$@"
    touch "$file"
    if [[ $file == *.jar ]]; then
      # Whatever goes wrong with it is no trouble: the program starts without.
      tell "recording which classes are needed at the start"
      "$root/scripts/record-classes" "$file" >>"$root/target/build.log" 2>&1 || true
    fi
    say "Done after $SECONDS s."
  ) 9<"$root/pom.xml" || exit
}

is_built() {
  [[ -e $2 && -z $(find "$1/src/main" "$1/pom.xml" ${3:+"$3"} -newer "$2" -print -quit) ]]
}

build_now() {
  local root=$1 what=$2 log=$1/target/build.log home
  shift 2
  if ! command -v mvn >/dev/null; then
    unavailable "Maven is needed to compile $what the first time, and there is no 'mvn'. Install Maven 3.8.7 or newer" \
      "(Debian and Ubuntu: apt install maven), or put a call-api.jar that somebody else has built into ${root}/lib."
  fi
  home=$(readlink -f "$(command -v "$java")")
  home=${home%/bin/java}
  if [[ ! -e $home/release ]]; then
    # A stand-in that leads to one of several.
    home=$("$java" -XshowSettings:properties -version 2>&1 | grep ' java\.home = ') || true
    home=${home##* = }
  fi
  if [[ ! -x $home/bin/javac ]]; then
    unavailable "A JDK is needed to compile $what, and $home is Java without a compiler. Install one (Debian and" \
      "Ubuntu: apt install openjdk-17-jdk-headless), or set JAVA_HOME to the folder of another."
  fi
  SECONDS=0
  say "Compiling $what, because the sources are newer than what was compiled. That takes some 20 seconds on two cores;" \
    "the first time ever, Maven fetches what is needed for it before: some 100 MB."
  mkdir -p "$root/target"
  # C1 and the serial collector: half of the processor time.
  JAVA_HOME=$home MAVEN_OPTS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC ${MAVEN_OPTS:-}" \
    mvn -B -Dstyle.color=never -f "$root/pom.xml" -Pprogram "$@" 2>&1 | tee "$log" | tell_progress
  if ((PIPESTATUS[0] != 0)); then
    say "It cannot be compiled:"
    grep '^\[ERROR\]' "$log" | head -n 12 >&2
    unavailable "All that Maven has said is in $log."
  fi
}

# Maven's lines on stdin; on stderr one for each thing that takes its time.
tell_progress() {
  local line files=0
  while IFS= read -r line; do
    case $line in
      *'Downloaded from '*)
        ((++files % 100)) || tell "fetched $files files"
        ;;
      *' Compiling '*' source files '*)
        line=${line#* Compiling }
        tell "compiling ${line%% *} source files"
        ;;
      *shade*':shade '*)
        tell "packing them with their libraries"
        ;;
    esac
  done
}

say() {
  printf '%s\n' "$*" >&2
}

tell() {
  say "  $* ... ($SECONDS s)"
}
