package io.callapi.method;

/** Who is told what its subscriptions have to tell; used on one event loop. */
public interface Subscriber {

  /** The name of its session. */
  String session();

  /** False while it reads slowly: what is told can wait, and may be summed up. */
  boolean hasRoom();

  /** Tells it, whether there is room or not. */
  void tell(String method, ClientNotice notice);
}
