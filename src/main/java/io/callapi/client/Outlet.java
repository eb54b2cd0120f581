package io.callapi.client;

/** Where a session writes to. */
interface Outlet {

  void write(String text);

  void close(short code, String reason);

  /** To the socket of a client. */
  static Outlet to(Outbox outbox) {
    return new Outlet() {
      @Override
      public void write(String text) {
        outbox.write(text);
      }

      @Override
      public void close(short code, String reason) {
        outbox.close(code, reason);
      }
    };
  }
}
