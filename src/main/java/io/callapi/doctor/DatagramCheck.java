package io.callapi.doctor;

import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.vertx.core.Future;
import io.vertx.core.json.Json;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Long requests and long replies get through.
 *
 * <p>The requests name a command that there is not: OpenSIPS reads them whole and hands them to
 * nobody. Real commands are no place for 60,000 bytes: t_uac_cancel dies of them (3.6.8, 4.0.1).
 */
final class DatagramCheck implements Check {

  /** An INVITE has less than the first, a datagram holds little more than the second. */
  private static final List<Integer> DATAGRAMS = List.of(3000, 60_000);

  /** Over HTTP alone the buffer is what the operator made it: no more than is needed. */
  private static final List<Integer> BODIES = List.of(3000);

  private static final int LONG_REPLY = 2048;

  @Override
  public String name() {
    return "long requests and replies";
  }

  @Override
  public List<String> needs() {
    return List.of(ManagementCheck.NAME);
  }

  @Override
  public Future<CheckOutcome> run(Patient patient) {
    boolean datagrams = patient.config().mi().url() != null;
    List<Integer> sizes = datagrams ? DATAGRAMS : BODIES;
    Future<Void> sent = Future.succeededFuture();
    for (int size : sizes) {
      sent = sent.compose(next -> send(patient, size));
    }
    return sent.compose(all -> receive(patient))
        .map(
            reply ->
                CheckOutcome.ok("requests of " + words(sizes) + " bytes are answered, " + reply))
        .otherwise(
            failure ->
                CheckOutcome.wrong(
                    String.valueOf(failure.getMessage()), datagrams ? FRAGMENTS : BUFFERS));
  }

  private static String words(List<Integer> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining(" and "));
  }

  private static Future<Void> send(Patient patient, int size) {
    return patient
        .ask(MiRequest.repeatable("call-api-doctor").with("padding", "x".repeat(size)))
        .<Void>mapEmpty()
        .recover(
            failure ->
                failure instanceof MiException refusal && refusal.code() < 0
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        new IllegalStateException("no answer to a request of " + size + " bytes")));
  }

  private static Future<String> receive(Patient patient) {
    return patient
        .ask(MiRequest.repeatable("list_statistics"))
        .map(DatagramCheck::judge)
        .recover(
            failure ->
                failure instanceof MiException refusal
                        && refusal.code() == MiException.METHOD_NOT_FOUND
                    ? Future.succeededFuture("no long reply to be had")
                    : Future.failedFuture(new IllegalStateException("no whole reply of some kB")));
  }

  private static String judge(MiResult result) {
    int length = Json.encode(result.value()).length();
    return length > LONG_REPLY
        ? "a reply of " + length + " bytes arrives"
        : "no reply is longer than " + length + " bytes";
  }

  private static final String FRAGMENTS =
      """
      firewall, between this machine and the proxy:  let fragments of UDP datagrams pass
      or have both on one machine, with call-api.yml:  mi.url: 127.0.0.1:8080""";

  private static final String BUFFERS =
      """
      opensips.cfg:  modparam("httpd", "post_buf_size", 65536)
      opensips.cfg:  modparam("httpd", "receive_buf_size", 65536)
      or, better for calls, call-api.yml:  mi.url: HOST:PORT beside mi.http_url""";
}
