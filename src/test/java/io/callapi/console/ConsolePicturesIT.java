package io.callapi.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How the console looks, and whether everybody can use it.
 *
 * <p>The pictures of the README are made with {@code CONSOLE_PICTURES=docs/images}. {@code AXE}
 * names axe.min.js of the npm package axe-core, without which nothing is judged.
 */
class ConsolePicturesIT {

  private static final String JUDGE =
      """
      axe.run(document, {resultTypes: ['violations']}).then(({violations}) => violations
        .filter(({impact}) => impact === 'serious' || impact === 'critical')
        .map(({id, nodes}) => id + ': ' + nodes.map(node => node.html.slice(0, 200) + ' '
          + node.failureSummary).join(' | ')))""";

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private static void startAndOpen(Page page) {
    page.until("document.querySelectorAll('#calls .row').length > 10");
    page.type("caller", "alice@example.com");
    page.type("callee", "bob@example.com");
    page.type("tag", "T-4711");
    page.press("Start call");
    page.openCall("Talking", "alice@", "bob@", "T-4711");
    page.press("Hold");
    page.showsCall("On hold", "alice@", "bob@");
    page.press("Resume");
    page.showsCall("Talking", "alice@", "bob@");
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void isUsableForEverybody(String scheme) throws IOException {
    String axe = System.getenv("AXE");
    assumeThat(axe).as("axe-core").isNotNull();
    try (ConsoleServer server = ConsoleServer.start(20);
        Page page = CHROMIUM.open(server.url(), 1280, 900)) {
      page.prefer(scheme);
      startAndOpen(page);
      page.evaluate(Files.readString(Path.of(axe)) + "; void 0");
      for (String view : new String[] {"Calls", "Commands", "Proxies", "Messages", "Methods"}) {
        page.press(view);
        page.until("document.title.startsWith('" + view + "')");
        assertThat((JsonArray) page.evaluate(JUDGE)).as(view).isEmpty();
      }
      page.resize(360, 740);
      page.press("Calls");
      assertThat((JsonArray) page.evaluate(JUDGE)).as("on a telephone").isEmpty();
      server.stop();
      page.shows("The server does not answer");
      assertThat((JsonArray) page.evaluate(JUDGE)).as("not connected").isEmpty();
      server.startAgain();
    }
  }

  @Test
  void hasItsPictures() throws IOException {
    String folder = System.getenv("CONSOLE_PICTURES");
    assumeThat(folder).as("a folder for pictures").isNotNull();
    try (ConsoleServer server = ConsoleServer.start(20);
        Page page = CHROMIUM.open(server.url(), 1120, 660)) {
      startAndOpen(page);
      Path pictures = Files.createDirectories(Path.of(folder));
      page.prefer("light");
      Files.write(pictures.resolve("console-light.png"), page.picture());
      page.prefer("dark");
      Files.write(pictures.resolve("console-dark.png"), page.picture());
      page.resize(390, 760);
      page.key("Escape");
      page.until("document.querySelector('#calls.narrow')");
      Files.write(pictures.resolve("console-narrow.png"), page.picture());
    }
  }
}
