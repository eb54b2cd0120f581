package io.callapi.client.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.callapi.description.MethodDescription;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client for JavaScript, in Node where that is here, beside a server with sessions. */
class JavaScriptClientTest {

  private static final Path MODULE = Path.of("src/main/resources/webroot/call-api.js");

  private static final String RUN =
      """
      import {CallApi} from './call-api.mjs';
      const api = new CallApi(process.argv[2]);
      const start = api.CallStart({caller: 'sip:a@b', callee: 'sip:c@d', cmd_id: 'one'});
      await start.started;
      console.log('started');
      for await (const {event} of start) console.log(event);
      await start.ended.then(() => console.log('well'), e => console.log(e.name, e.message, e.cause.code));
      await api.close();
      """;

  @TempDir private Path directory;

  private List<String> run(SessionServer server, Script script) throws Exception {
    Process version =
        new ProcessBuilder("node", "--experimental-websocket", "-e", "WebSocket").start();
    assumeThat(version.waitFor()).as("Node 20 or later is not here").isZero();
    Files.copy(MODULE, directory.resolve("call-api.mjs"));
    Path main = Files.writeString(directory.resolve("main.mjs"), RUN);
    Process node =
        new ProcessBuilder(
                "node", "--no-warnings", "--experimental-websocket", main.toString(), server.url())
            .redirectErrorStream(true)
            .start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8))) {
      lines.add(out.readLine());
      assertThat(lines).containsExactly("started");
      script.play();
      out.lines().forEach(lines::add);
      assertThat(node.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      node.destroyForcibly().waitFor(5, SECONDS);
    }
    return lines.subList(1, lines.size());
  }

  private interface Script {
    void play() throws Exception;
  }

  @Test
  void missesNothingOfASessionThatIsResumed() throws Exception {
    try (SessionServer server = SessionServer.start()) {
      List<String> lines =
          run(
              server,
              () -> {
                for (int i = 0; i < 3; i++) {
                  server.tell("one", "near-" + i, null);
                  server.cut();
                  server.tell("one", "far-" + i, null);
                  server.request("SessionResume", i + 1);
                }
                server.tell("one", "Ended", null);
              });

      assertThat(lines)
          .containsExactly(
              "near-0", "far-0", "near-1", "far-1", "near-2", "far-2", "Ended", "well");
      assertThat(server.count("CallStart")).isOne();
    }
  }

  @Test
  void asksWhatACommandHasToldWhereTheSessionHasAGap() throws Exception {
    try (SessionServer server = SessionServer.start()) {
      List<String> lines =
          run(
              server,
              () -> {
                server.tell("one", "near", null);
                server.cut();
                server.tell("one", "far", null);
                server.forgetWhatWasTold();
                server.request("CommandGet", 1);
                server.tell("one", "Ended", null);
              });

      assertThat(lines).containsExactly("near", "far", "Ended", "well");
    }
  }

  @Test
  void sendsARequestAgainWhereTheServerHasNoSessions() throws Exception {
    try (SessionServer server = SessionServer.start()) {
      server.haveNoSessions();
      List<String> lines =
          run(
              server,
              () -> {
                server.tell("one", "near", null);
                server.cut();
                server.tell("one", "far", null);
                server.request("CallStart", 2);
                server.fail("one");
              });

      assertThat(lines)
          .containsExactly("near", "far", "Error", "Ended", "CommandFailed 486 Busy Here 486");
    }
  }

  @Test
  void hasEachMethodThatIsDescribed() throws Exception {
    String module = Files.readString(MODULE);
    String lists = module.substring(0, module.indexOf("const FIRST_RETRY_MS"));

    for (String method : MethodDescription.names()) {
      assertThat(lists).as(method + " in call-api.js").contains("'" + method + "'");
    }
  }
}
