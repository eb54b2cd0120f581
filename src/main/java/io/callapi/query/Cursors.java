package io.callapi.query;

import io.callapi.command.ParameterProblem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the next page of a list begins, as an opaque text. One that was given by another run of the
 * server is refused: its places are not those of this run.
 */
final class Cursors {

  private static final String SEPARATOR = ".";

  private final String run = UUID.randomUUID().toString().substring(0, 8);

  String write(long... places) {
    String all =
        LongStream.of(places)
            .mapToObj(place -> Long.toString(place, Character.MAX_RADIX))
            .collect(Collectors.joining(SEPARATOR));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((run + SEPARATOR + all).getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * Reads so many places; all of them are 0 where there is no cursor.
   *
   * @throws ParameterProblem if it is none that {@link #write} has made of so many places
   */
  long[] read(@Nullable String cursor, int count) {
    if (cursor == null) {
      return new long[count];
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1);
      String[] parts = text.split("\\.", -1);
      if (parts.length != count + 1 || !parts[0].equals(run)) {
        throw new NumberFormatException("of another list, or another run");
      }
      return Arrays.stream(parts)
          .skip(1)
          .mapToLong(part -> Long.parseLong(part, Character.MAX_RADIX))
          .toArray();
    } catch (IllegalArgumentException e) {
      throw new ParameterProblem(
          "cursor", "is none that this server has given since it was started");
    }
  }
}
