package io.callapi.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicLong;

/** A client that speaks in bytes, and so may do what no library does. */
final class RawClient implements AutoCloseable {

  static final int TEXT = 0x1; // RFC 6455, section 5.2
  static final int CONTINUATION = 0x0;
  static final int PING = 0x9;
  static final int PONG = 0xA;
  static final int CLOSE = 0x8;

  /** What has come: its opcode, and its payload byte by byte as characters. */
  record Frame(int opcode, String payload) {

    int closeCode() {
      assertThat(opcode).isEqualTo(CLOSE);
      return payload.charAt(0) << 8 | payload.charAt(1);
    }
  }

  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final int PATIENCE_MS = 15_000;

  private final Socket socket = new Socket();
  private final DataInputStream in;
  private final OutputStream out;

  RawClient(TestServer server) throws IOException {
    this(server, 0);
  }

  /**
   * @param receiveBuffer in bytes; 0 for the usual one
   */
  RawClient(TestServer server, int receiveBuffer) throws IOException {
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    socket.setSoTimeout(PATIENCE_MS);
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    this.out = socket.getOutputStream();
  }

  static String handshake(String... more) {
    return """
        GET /call-api HTTP/1.1\r
        Host: 127.0.0.1\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        """
        + (more.length == 0 ? "" : String.join("\r\n", more) + "\r\n")
        + "\r\n";
  }

  RawClient send(String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
    return this;
  }

  RawClient send(byte[] bytes) throws IOException {
    out.write(bytes);
    return this;
  }

  /** The same where the server may have closed without listening. */
  RawClient sendIfOpen(String text) {
    try {
      return send(text);
    } catch (IOException e) {
      return this;
    }
  }

  RawClient upgrade() throws IOException {
    assertThat(send(handshake()).head()).startsWith("HTTP/1.1 101 ");
    return this;
  }

  static byte[] frame(int opcode, boolean last, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write((last ? FIN : 0) | opcode);
    if (payload.length < 126) {
      frame.write(MASKED | payload.length);
    } else {
      frame.write(MASKED | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    }
    frame.writeBytes(new byte[4]); // masked with zeros
    frame.writeBytes(payload);
    return frame.toByteArray();
  }

  RawClient sendFrame(int opcode, boolean last, String payload) throws IOException {
    return send(frame(opcode, last, payload.getBytes(ISO_8859_1)));
  }

  /** An answer up to its empty line. */
  String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  /** All that comes until the connection ends. */
  String untilEnd() throws IOException {
    StringBuilder all = new StringBuilder();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        all.append((char) next);
      }
    } catch (SocketException e) {
      all.append("[reset]");
    }
    return all.toString();
  }

  Frame nextFrame() throws IOException {
    int opcode = in.readUnsignedByte() & 0xF;
    int length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = (int) in.readLong();
    }
    return new Frame(opcode, new String(in.readNBytes(length), ISO_8859_1));
  }

  /** Whether something has come that is not read yet. */
  boolean hasHeard() throws IOException {
    return in.available() > 0;
  }

  /**
   * Sends this again and again, and reads nothing, until it is cut off; how many bytes went out.
   */
  long sendUntilCutOff(byte[] bytes, long most) {
    return sendUntilCutOff(bytes, most, new AtomicLong());
  }

  /**
   * @param sent counts along
   */
  long sendUntilCutOff(byte[] bytes, long most, AtomicLong sent) {
    try {
      while (sent.get() < most) {
        out.write(bytes);
        sent.addAndGet(bytes.length);
      }
    } catch (IOException e) {
      return sent.get();
    }
    throw new AssertionError("not cut off after " + sent + " bytes");
  }

  /** Leaves with a reset instead of an end. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
  }

  @Override
  public void close() {
    leave();
  }

  /** Leaves, before this is closed for good. */
  void leave() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
