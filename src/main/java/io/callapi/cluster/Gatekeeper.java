package io.callapi.cluster;

import io.callapi.bus.Address;
import io.callapi.cluster.NodeMessage.Challenge;
import io.callapi.cluster.NodeMessage.ChallengeQuery;
import io.callapi.cluster.NodeMessage.SignedReply;
import io.callapi.cluster.NodeMessage.SignedRequest;
import io.callapi.cluster.NodeService.WireType;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides what is taken from other nodes. Whatever is not, throws {@link Refused}. */
final class Gatekeeper {

  private final String nodeId;
  private final Signature signature;
  private final List<NodeService<?, ?>> services;
  private final Predicate<String> isMember;
  private final Challenges challenges;
  private final NodeWire wire = new NodeWire();

  /**
   * What a request asks for.
   *
   * @param replyType the name of the answer between nodes
   * @param logged whether it is worth a line in the log
   */
  record Admitted(Address<Record, Record> to, Record message, String replyType, boolean logged) {}

  /**
   * @param isMember whether a node belongs to the cluster now
   */
  Gatekeeper(
      String nodeId,
      Signature signature,
      List<NodeService<?, ?>> services,
      Predicate<String> isMember,
      Challenges challenges) {
    this.nodeId = nodeId;
    this.signature = signature;
    this.services = List.copyOf(services);
    this.isMember = isMember;
    this.challenges = challenges;
  }

  Challenge challenge(ChallengeQuery query) {
    check(query.isSignedBy(signature), query.from(), "its cluster.secret is another one");
    checkParties(query.from(), query.to());
    return new Challenge(challenges.give(query.from()));
  }

  Admitted admit(SignedRequest request) {
    String from = request.from();
    check(request.isSignedBy(signature), from, "the signature is not right");
    checkParties(from, request.to());
    check(challenges.take(request.challenge(), from), from, "sent twice, or late");
    return services.stream()
        .flatMap(service -> admitted(service, request).stream())
        .findFirst()
        .orElseThrow(
            () -> new Refused(from, LogText.name(request.type()) + " is not for other nodes"));
  }

  private <M, R> Optional<Admitted> admitted(NodeService<M, R> service, SignedRequest request) {
    return service
        .typeNamed(request.type())
        .map(
            type ->
                new Admitted(
                    at(service, request.id()),
                    read(type, request),
                    name(service),
                    service.logged()));
  }

  private static Address<Record, Record> at(NodeService<?, ?> service, String id) {
    String name = service.addresses().of(id).name();
    return new Address<>(name, Record.class, Record.class);
  }

  private Record read(WireType<?> type, SignedRequest request) {
    return (Record) wire.read(request.from(), request.body(), type.type());
  }

  private static String name(NodeService<?, ?> service) {
    return service.reply().name();
  }

  SignedReply reply(SignedRequest request, String type, Object answer) {
    return SignedReply.signed(signature, request, type, wire.json(answer));
  }

  private void checkParties(String from, String to) {
    check(to.equals(nodeId), from, "it is for another node");
    check(isMember.test(from), from, "no such node is in the cluster");
  }

  private static void check(boolean holds, String sender, String reason) {
    if (!holds) {
      throw new Refused(sender, reason);
    }
  }
}
