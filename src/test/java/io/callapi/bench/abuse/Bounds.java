package io.callapi.bench.abuse;

import io.callapi.bench.Vitals;
import java.util.ArrayList;
import java.util.List;

/**
 * What must hold while somebody means ill, and after.
 *
 * @param rssMb the most memory that the server may have of the machine
 * @param keepsPace whether the time that commands take counts; a server with little memory has to
 *     survive only
 */
record Bounds(long rssMb, boolean keepsPace) {

  private static final double MOST_TIMES_SLOWER = 3;

  /** Below this a p99 is the doing of the machine and of this program beside the server. */
  private static final double NOISE_MS = 15;

  private static final int MOST_LOG_LINES = 20;
  private static final int ROOM_OF_THREAD_POOLS = 4;

  /** What of that did not hold during a row. */
  List<String> broken(Tally quiet, Tally abused, long peakRssMb, long logLines) {
    List<String> broken = keepsPace ? slower(quiet, abused) : new ArrayList<>();
    if (peakRssMb > rssMb) {
      broken.add("memory is %d MB, more than %d".formatted(peakRssMb, rssMb));
    }
    if (logLines > MOST_LOG_LINES) {
      broken.add(logLines + " lines were logged");
    }
    if (abused.failed() > 0) {
      broken.add(abused.failed() + " commands failed: " + String.join("; ", abused.failures()));
    }
    return broken;
  }

  private static List<String> slower(Tally quiet, Tally abused) {
    List<String> slower = new ArrayList<>();
    for (String method : quiet.methods()) {
      if (abused.p99(method) > limit(quiet.p99(method))) {
        slower.add(
            "p99 of %s is %.1f ms, %.1f when all is quiet"
                .formatted(method, abused.p99(method), quiet.p99(method)));
      }
    }
    return slower;
  }

  private static double limit(double quietMs) {
    return Math.max(NOISE_MS, MOST_TIMES_SLOWER * quietMs);
  }

  /** Whether the server is as it was. */
  static boolean isBack(Vitals before, Vitals now) {
    return now.sockets() <= before.sockets()
        && now.threads() <= before.threads() + ROOM_OF_THREAD_POOLS;
  }
}
