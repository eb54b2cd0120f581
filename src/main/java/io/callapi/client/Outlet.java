package io.callapi.client;

/** Where a session writes to. */
interface Outlet {

  void write(String text);

  void close(short code, String reason);

  /** False while the peer reads slowly. */
  default boolean hasRoom() {
    return true;
  }

  /** Does that whenever there is room again. */
  default void onRoom(Runnable action) {}

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

      @Override
      public boolean hasRoom() {
        return outbox.hasRoom();
      }

      @Override
      public void onRoom(Runnable action) {
        outbox.onRoom(action);
      }
    };
  }
}
