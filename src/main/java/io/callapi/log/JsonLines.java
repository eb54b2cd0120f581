package io.callapi.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON object on a line for each event; the members of a {@link CommandEntry} by name. */
public final class JsonLines extends EncoderBase<ILoggingEvent> {

  private static final byte[] NONE = {};

  private final JsonFactory json = new JsonFactory();
  private final boolean hideParties;
  private final boolean entriesOnly;

  private JsonLines(boolean hideParties, boolean entriesOnly) {
    this.hideParties = hideParties;
    this.entriesOnly = entriesOnly;
  }

  /** For the log. */
  public static JsonLines forLog(boolean hideParties) {
    return new JsonLines(hideParties, false);
  }

  /** For the audit file: the entries, without level and logger, with all parties. */
  public static JsonLines forAudit() {
    return new JsonLines(false, true);
  }

  @Override
  public byte[] headerBytes() {
    return NONE;
  }

  @Override
  public byte[] footerBytes() {
    return NONE;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    try (JsonGenerator out = json.createGenerator(line)) {
      out.writeStartObject();
      out.writeStringField("time", event.getInstant().toString());
      if (!entriesOnly) {
        out.writeStringField("level", event.getLevel().toString());
        out.writeStringField("logger", shortName(event.getLoggerName()));
      }
      CommandEntry entry = entryOf(event);
      if (entry == null) {
        write(out, "message", event.getFormattedMessage());
        writeError(out, event);
      } else {
        for (Map.Entry<String, Object> field : entry.fields().entrySet()) {
          write(out, field.getKey(), field.getValue());
        }
      }
      out.writeEndObject();
      out.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toByteArray();
  }

  static @Nullable CommandEntry entryOf(ILoggingEvent event) {
    Object[] arguments = event.getArgumentArray();
    return arguments != null && arguments.length == 1 && arguments[0] instanceof CommandEntry entry
        ? entry
        : null;
  }

  private static String shortName(String logger) {
    return logger.substring(logger.lastIndexOf('.') + 1);
  }

  private void writeError(JsonGenerator out, ILoggingEvent event) throws IOException {
    if (event.getThrowableProxy() != null) {
      write(out, "error", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
  }

  private void write(JsonGenerator out, String name, Object value) throws IOException {
    if (value instanceof Number number) {
      out.writeNumberField(name, number.longValue());
    } else if (value instanceof List<?> list) {
      out.writeArrayFieldStart(name);
      for (Object each : list) {
        out.writeString(shown(each));
      }
      out.writeEndArray();
    } else {
      out.writeStringField(name, shown(value));
    }
  }

  private String shown(Object value) {
    String text = value.toString();
    return hideParties ? Masking.mask(text) : text;
  }
}
