package io.callapi.cluster;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What nodes say to each other: a node asks for a challenge, then sends its request with it, both
 * signed. So whatever is caught on the way is of no use later, and no clocks are compared.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = NodeMessage.ChallengeQuery.class, name = "challenge-query/1"),
  @JsonSubTypes.Type(value = NodeMessage.Challenge.class, name = "challenge/1"),
  @JsonSubTypes.Type(value = NodeMessage.SignedRequest.class, name = "request/1"),
  @JsonSubTypes.Type(value = NodeMessage.SignedReply.class, name = "reply/1"),
  @JsonSubTypes.Type(value = NodeMessage.Refusal.class, name = "refusal/1")
})
sealed interface NodeMessage {

  /** A node wants to send a request to another. */
  record ChallengeQuery(String from, String to, String mac) implements NodeMessage {

    static ChallengeQuery signed(Signature signature, String from, String to) {
      return new ChallengeQuery(from, to, signature.of("challenge-query/1", from, to));
    }

    boolean isSignedBy(Signature signature) {
      return signature.matches(mac, "challenge-query/1", from, to);
    }
  }

  /** To be sent back with one request, soon. */
  record Challenge(String value) implements NodeMessage {}

  /**
   * A request.
   *
   * @param type the name of a {@link NodeService.WireType}
   * @param id which address of the service
   * @param body the message as JSON
   */
  record SignedRequest(
      String from, String to, String challenge, String type, String id, String body, String mac)
      implements NodeMessage {

    /** The same with its signature. */
    SignedRequest signed(Signature signature) {
      return new SignedRequest(from, to, challenge, type, id, body, macBy(signature));
    }

    boolean isSignedBy(Signature signature) {
      return signature.matches(mac, signedParts());
    }

    private String macBy(Signature signature) {
      return signature.of(signedParts());
    }

    private String[] signedParts() {
      return new String[] {"request/1", from, to, challenge, type, id, body};
    }
  }

  /**
   * The answer to one request, and to no other.
   *
   * @param type the name of a {@link NodeService.WireType}, or {@link LocalFailure#TYPE}
   */
  record SignedReply(String type, String body, String mac) implements NodeMessage {

    static SignedReply signed(
        Signature signature, SignedRequest request, String type, String body) {
      return new SignedReply(type, body, signature.of("reply/1", request.mac(), type, body));
    }

    boolean isSignedBy(Signature signature, SignedRequest request) {
      return signature.matches(mac, "reply/1", request.mac(), type, body);
    }
  }

  /** The node took nothing from the sender. It is not signed, so nothing follows from it. */
  record Refusal(String reason) implements NodeMessage {}
}
