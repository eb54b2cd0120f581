package io.callapi.client;

import static io.callapi.client.TestServer.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callapi.proxy.ProxyLoad;
import io.callapi.status.StatusVerticle;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in to a server with tokens, and what those see who are not. */
class AccessIT {

  private static final String OLD = "old-token-0123456789";
  private static final String NEW = "new.token_0123456789~";

  private final TestServer server = TestServer.startWithTokens(OLD, NEW);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void refusesTheHandshakeWithoutAToken() {
    refuses(new WebSocketConnectOptions());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer wrong-token-0123456789", "Basic old-token-0123456789"})
  void refusesTheHandshakeWithAnotherHeader(String authorization) {
    refuses(new WebSocketConnectOptions().addHeader("Authorization", authorization));
  }

  @Test
  void refusesTheHandshakeWithAWrongTokenAmongTheSubprotocols() {
    refuses(
        new WebSocketConnectOptions()
            .setSubProtocols(List.of("call-api.v1", "call-api.bearer.wrong-token-0123456789")));
  }

  private void refuses(WebSocketConnectOptions handshake) {
    assertThatThrownBy(() -> server.connect(handshake))
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class, e -> assertThat(e.getStatus()).isEqualTo(401));
  }

  @ParameterizedTest
  @ValueSource(strings = {OLD, NEW})
  void runsCommandsForWhoShowsOneOfTheTokens(String token) {
    WsClient client = connectWith(token);

    client.send(Requests.echo("1", "c1"));

    assertThat(Requests.events(client.untilEnd("c1"))).containsExactly("Started", "Reply", "Ended");
  }

  @Test
  void selectsItsSubprotocolAndNeverSendsTheTokenBack() throws Exception {
    String response =
        handshake("Sec-WebSocket-Protocol: call-api.bearer.%s, call-api.v1".formatted(NEW));

    assertThat(response).startsWith("HTTP/1.1 101 ").doesNotContain(NEW, "bearer");
    assertThat(response).containsIgnoringCase("\r\nSec-WebSocket-Protocol: call-api.v1\r\n");
  }

  @Test
  void readsNothingThatARefusedClientSends() throws Exception {
    // A text frame, masked with zeros, right behind the handshake.
    String request = Requests.callEnd("1", "c1", "abc");
    Buffer frame =
        Buffer.buffer(new byte[] {(byte) 0x81, (byte) (0x80 | 126)})
            .appendUnsignedShort(request.length())
            .appendInt(0)
            .appendString(request);

    String response = handshake("Authorization: Bearer wrong-token-0123456789", frame);

    assertThat(response).startsWith("HTTP/1.1 401 ");
    // The id would be taken.
    WsClient client = connectWith(OLD);
    client.send(Requests.echo("1", "c1"));
    assertThat(Requests.events(client.untilEnd("c1"))).containsExactly("Started", "Reply", "Ended");
  }

  @Test
  void answersTheStatusOnlyToWhoShowsAToken() {
    await(
        server
            .vertx()
            .deployVerticle(
                new StatusVerticle(List.of("default"), new ProxyLoad(List.of("default")))));

    HttpResponse<Buffer> nobody = await(get("/status").send());
    HttpResponse<Buffer> wrong =
        await(get("/status").bearerTokenAuthentication("wrong-token-0123456789").send());
    HttpResponse<Buffer> known = await(get("/status").bearerTokenAuthentication(NEW).send());

    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(nobody.getHeader("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(nobody.bodyAsString()).isEqualTo("A valid access token is needed.\n");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(known.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/call-api.js", "/style.css"})
  void givesThePageToEverybody(String path) {
    assertThat(await(get(path).send()).statusCode()).isEqualTo(200);
  }

  private WsClient connectWith(String token) {
    return server.connect(
        new WebSocketConnectOptions().addHeader("Authorization", "Bearer " + token));
  }

  private HttpRequest<Buffer> get(String path) {
    return WebClient.create(server.vertx()).get(server.port(), "127.0.0.1", path);
  }

  /** The head of the answer, word for word. */
  private String handshake(String header, Buffer... more) throws Exception {
    NetSocket socket = await(server.vertx().createNetClient().connect(server.port(), "127.0.0.1"));
    CompletableFuture<String> answer = new CompletableFuture<>();
    socket.handler(bytes -> answer.complete(bytes.toString()));
    Buffer sent =
        Buffer.buffer(
            """
            GET /call-api HTTP/1.1\r
            Host: 127.0.0.1\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            %s\r
            \r
            """
                .formatted(header));
    for (Buffer part : more) {
      sent.appendBuffer(part);
    }
    await(socket.write(sent));
    String response = answer.get(10, TimeUnit.SECONDS);
    await(socket.close());
    return response;
  }
}
