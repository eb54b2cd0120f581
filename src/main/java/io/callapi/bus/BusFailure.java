package io.callapi.bus;

import io.vertx.core.eventbus.ReplyException;
import java.util.Arrays;

/** A request over the bus that got no proper answer; expected, so it carries no trace. */
public final class BusFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Why there was no answer. */
  public enum Kind {
    /** The other side failed; the text says how. */
    FAILED(1),
    /** Nobody is at that address. */
    NOBODY_THERE(2),
    /** No answer in time. */
    NO_ANSWER(3);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** In the failure that the event bus carries. */
    int code() {
      return code;
    }

    private static Kind of(int code) {
      return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst().orElse(FAILED);
    }
  }

  public BusFailure(Kind kind, String text) {
    super(text, null, false, false);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** What the event bus says of a request that got no answer. */
  public static Throwable of(Address<?, ?> to, Throwable failure) {
    return failure instanceof ReplyException reply ? of(to, reply) : failure;
  }

  private static BusFailure of(Address<?, ?> to, ReplyException failure) {
    return switch (failure.failureType()) {
      case NO_HANDLERS -> new BusFailure(Kind.NOBODY_THERE, "nobody is at " + to);
      case TIMEOUT -> new BusFailure(Kind.NO_ANSWER, "no answer in time from " + to);
      // Whoever was asked may have asked somebody else in turn.
      default ->
          new BusFailure(Kind.of(failure.failureCode()), String.valueOf(failure.getMessage()));
    };
  }
}
