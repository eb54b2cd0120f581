package io.callapi.jsonrpc;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;

/** JSON that is there already. */
final class WrittenText extends StdSerializer<WrittenJson> {

  private static final long serialVersionUID = 1L;

  WrittenText() {
    super(WrittenJson.class);
  }

  @Override
  public void serialize(WrittenJson json, JsonGenerator generator, SerializerProvider provider)
      throws IOException {
    generator.writeRawValue(json.text());
  }
}
