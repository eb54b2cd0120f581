package io.callapi.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the console says when it is not let in. */
class ConsoleContactIT {

  private static final String TOKEN = "a-token-of-these-tests";

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private final ConsoleServer server = ConsoleServer.withToken(TOKEN);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void asksForATokenAndSaysWhenItIsWrong() {
    try (Page page = CHROMIUM.open(server.url(), 800, 600)) {
      page.shows("An access token is needed");
      page.until("document.activeElement.name === 'token'");
      page.write("some-other-token-than-that");
      page.key("Enter");
      page.shows("The access token is not accepted");
      page.type("token", TOKEN);
      page.key("Enter");
      page.until("document.querySelector('.link').dataset.state === 'open'");
      page.shows("No calls.");
      page.press("Sign out");
      page.shows("An access token is needed");
      page.isInOrder();
    }
  }

  @Test
  void namesTheOriginThatIsRefused() {
    try (Page page = CHROMIUM.open(server.url("calls.test"), 800, 600)) {
      page.shows("The server does not let in pages of http://calls.test:");
      page.shows("ws_server.origins");
      page.isInOrder();
      assertThat(page.text()).contains("Try now");
    }
  }
}
