package io.callapi.bus;

/**
 * A place on the event bus, and what may be sent there.
 *
 * @param name {@code callapi.<consumer's package>.<what>[.<id>]}
 * @param message the type sent to it
 * @param reply the type answered, {@link Void} where nothing is
 */
public record Address<M, R>(String name, Class<M> message, Class<R> reply) {

  /** Addresses that differ in their last part only: one for each command, call or client. */
  public record Family<M, R>(String prefix, Class<M> message, Class<R> reply) {

    /** The address of one member. */
    public Address<M, R> of(Object id) {
      return new Address<>(prefix + "." + id, message, reply);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
