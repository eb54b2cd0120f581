package io.callapi.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Passes records by reference. They stay on this node: nothing is written to others or read. */
final class RecordCodec implements MessageCodec<Record, Record> {

  static final String NAME = "callapi.record";

  @Override
  public void encodeToWire(Buffer wire, Record message) {
    throw new IllegalArgumentException("is for this node only: " + message.getClass());
  }

  @Override
  public Record decodeFromWire(int position, Buffer wire) {
    throw new IllegalArgumentException("no record is taken from another node");
  }

  @Override
  public Record transform(Record message) {
    return message;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
