package io.callapi.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.cluster.NodeMessage.SignedReply;
import io.callapi.cluster.NodeMessage.SignedRequest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SignatureTest {

  private final Signature signature = new Signature("0123456789abcdef0123456789abcdef");

  /** The value is that of OpenSSL. */
  @Test
  void isHmacSha256OfThePartsWithTheirLengths() {
    // printf '\0\0\0\2hi\0\0\0\0' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
    assertThat(signature.of("hi", ""))
        .isEqualTo("b0eed401c948a2c14e578af7b21c1617bfd135eb1f91d54b8431dceeb04af9f2");
  }

  @Test
  void tellsPartsApartThatReadTheSameInARow() {
    assertThat(signature.of("ab", "c")).isNotEqualTo(signature.of("a", "bc"));
    assertThat(signature.of("ab")).isNotEqualTo(signature.of("ab", ""));
  }

  @Test
  void matchesItsOwnMacOnly() {
    String mac = signature.of("a");

    assertThat(signature.matches(mac, "a")).isTrue();
    assertThat(signature.matches(mac, "b")).isFalse();
    assertThat(signature.matches("", "a")).isFalse();
    assertThat(new Signature("0123456789abcdef0123456789abcdeF").matches(mac, "a")).isFalse();
    assertThat(HexFormat.of().parseHex(mac)).hasSize(32);
  }

  @Test
  void bindsAReplyToItsRequest() {
    SignedRequest asked = request("challenge-1").signed(signature);
    SignedReply reply = SignedReply.signed(signature, asked, "command.state/1", "{}");

    assertThat(reply.isSignedBy(signature, asked)).isTrue();
    assertThat(reply.isSignedBy(signature, request("challenge-2").signed(signature))).isFalse();
    assertThat(new SignedReply(reply.type(), "{\"x\":1}", reply.mac()).isSignedBy(signature, asked))
        .isFalse();
  }

  private static SignedRequest request(String challenge) {
    return new SignedRequest("a", "b", challenge, "command.status/1", "c1", "{}", "");
  }
}
