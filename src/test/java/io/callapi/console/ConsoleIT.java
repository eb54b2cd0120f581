package io.callapi.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person does at the console, and sees there. */
class ConsoleIT {

  private static final int WIDTH = 1280;
  private static final int HEIGHT = 900;

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private static ConsoleServer server;
  private Page page;

  @BeforeAll
  static void startServer() {
    server = ConsoleServer.start(0);
  }

  @AfterAll
  static void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void open() {
    page = CHROMIUM.open(server.url(), WIDTH, HEIGHT);
    page.until("document.querySelector('.link')?.dataset.state === 'open'");
  }

  /** What one test leaves would be in the way of the next. */
  @AfterEach
  void endCalls() {
    page.evaluate(
        """
        (async () => {
          const {CallApi} = await import('./call-api.js');
          const api = new CallApi(location.origin.replace('http', 'ws') + '/call-api');
          for (let i = 0; i < 50; i++) {
            const {calls} = await api.CallList({});
            if (!calls.length) break;
            await Promise.all(calls.map(({callid}) => api.CallEnd({callid}).ended.catch(() => {})));
          }
          await api.close();
        })()""");
    page.isInOrder();
    page.close();
  }

  private void start(String caller, String callee) {
    page.type("caller", caller + "@example.com");
    page.type("callee", callee + "@example.com");
    page.press("Start call");
  }

  private void talk(String caller, String callee) {
    start(caller, callee);
    page.showsCall("Talking", caller + "@", callee + "@");
  }

  @Test
  void startsACallAndWatchesIt() {
    talk("alice", "slow");
    page.openCall("alice@", "slow@");

    page.shows("a command of this page");
    page.shows("The callee has answered: they talk");
    page.until("/^0:0[1-9]$/.test(document.querySelector('.row .duration').innerText)");
    page.press("End call");
    page.shows("No calls.");
    page.shows("Ended");
  }

  @Test
  void makesOneCallOfADoubleClick() {
    page.type("caller", "alice@example.com");
    page.type("callee", "bob@example.com");
    page.pressTwice("Start call");
    page.showsCall("Talking");

    page.press("Messages");
    Object sent =
        page.evaluate(
            "[...document.querySelectorAll('.log .sent')].filter(line =>"
                + " line.innerText.includes('\"method\":\"CallStart\"')).length");
    assertThat(sent).isEqualTo(1);
  }

  @Test
  void holdsAndResumes() {
    talk("alice", "bob");
    page.openCall("alice@");
    page.press("Hold");
    page.showsCall("On hold", "alice@");
    page.press("Resume");
    page.showsCall("Talking", "alice@");
  }

  @Test
  void saysWhyAPhoneIsNotPutOnHold() {
    talk("alice", "nohold");
    page.openCall("alice@");
    page.press("Hold");

    page.shows("Failed: The phone of the callee has refused");
    page.showsCall("Talking", "alice@");
  }

  @Test
  void transfersToAnAddress() {
    talk("alice", "bob");
    page.openCall("alice@", "bob@");
    page.type("destination", "carol@example.com");
    page.press("Transfer");

    page.showsCall("Talking", "bob@", "carol@");
    page.shows("Went to");
    page.until("document.querySelectorAll('#calls .row').length === 1");
  }

  @Test
  void connectsWithAnotherCall() {
    talk("alice", "bob");
    talk("bob", "carol");
    page.openCall("alice@", "bob@");
    page.shows("alice@example.com then talks with carol@example.com");
    page.press("Connect");

    page.showsCall("Talking", "alice@", "carol@");
    page.until("document.querySelectorAll('#calls .row').length === 1");
  }

  @Test
  void cancelsWhatRings() {
    start("alice", "noanswer");
    page.showsCall("Ringing", "noanswer@");
    page.press("Cancel");

    page.shows("No calls.");
    page.shows("The client has cancelled the command");
  }

  @Test
  void saysWhyACallHasFailed() {
    start("alice", "busy");

    page.shows("486 Busy Here: that phone is busy");
    page.press("Dismiss");
    page.until("!document.querySelector('.start')");
  }

  @Test
  void keepsTheFocusWhenACallEnds() {
    talk("alice", "bob");
    page.openCall("alice@");
    page.press("End call");
    page.shows("No calls.");

    assertThat(page.focused()).contains("End call");
    page.key("Escape");
    page.until("!document.getElementById('call-title')");
  }

  @Test
  void goesOnAfterAReloadInMidCall() {
    start("alice", "slow");
    page.showsCall("Ringing", "slow@");
    page.reload();

    page.showsCall("Talking", "alice@", "slow@", "this page");
    page.press("Messages");
    page.shows("\"method\":\"SessionResume\"");
    page.shows("\"gap\":false");
    page.press("Calls");
    page.openCall("alice@");
    page.press("Hold");
    page.showsCall("On hold", "alice@");
  }

  @Test
  void findsItsCallsAfterARestartOfTheServer() {
    talk("alice", "bob");
    server.stop();
    page.shows("The server does not answer");
    page.shows("What is shown is of");
    page.shows("alice@example.com");
    server.startAgain();

    page.press("Try now");
    page.showsNoMore("not connected");
    page.openCall("Talking", "alice@", "bob@");
    page.press("End call");
    page.shows("No calls.");
  }

  @Test
  void isUsedWithTheKeyboardAlone() {
    page.until("document.activeElement === document.body");
    page.key("Tab");
    assertThat(page.focused()).isEqualTo("To the content");
    page.key("Enter");
    page.key("Tab");
    assertThat(page.focused()).isEqualTo("caller");
    page.write("alice@example.com");
    page.key("Tab");
    page.write("bob@example.com");
    page.key("Enter");
    page.showsCall("Talking", "alice@");
    page.evaluate("document.querySelector('[name=caller]').select()");
    page.write("dave@example.com");
    page.key("Enter");
    page.showsCall("Talking", "dave@");

    page.evaluate("document.querySelector('.list select:last-of-type').focus()");
    page.tabTo("dave@");
    page.key("ArrowDown");
    page.until("document.activeElement.innerText.includes('alice@')");
    page.key("Enter");
    page.until("document.activeElement.id === 'call-title'");
    page.tabTo("Hold");
    page.key("Enter");
    page.showsCall("On hold", "alice@");
    page.key("Escape");
    page.until("document.activeElement.innerText.includes('alice@')");
  }

  @Test
  void keepsTheFocusInTheListWhenItsRowGoes() {
    talk("alice", "bob");
    talk("carol", "dave");
    page.openCall("carol@");
    page.key("Escape");
    page.until("document.activeElement.innerText.includes('carol@')");
    page.evaluate(
        """
        (async () => {
          const {CallApi} = await import('./call-api.js');
          const api = new CallApi(location.origin.replace('http', 'ws') + '/call-api');
          const {calls} = await api.CallList({caller: 'carol@*'});
          await api.CallEnd({callid: calls[0].callid}).ended;
          await api.close();
        })()""");

    page.until("document.activeElement.innerText.includes('alice@')");
  }

  @Test
  void findsACallAmongOthers() {
    talk("alice", "bob");
    talk("carol", "dave");
    page.evaluate("document.querySelector('.list input[type=search]').focus()");
    page.write("DAVE");

    page.until("document.querySelectorAll('#calls .row').length === 1");
    page.showsCall("carol@", "dave@");
  }

  @Test
  void tellsThoseWhoDoNotSeeHowTheirCommandEnds() {
    talk("alice", "bob");

    page.until(
        "document.querySelector('[role=status]').textContent"
            + ".includes('Call alice@example.com to bob@example.com: The callee has answered')");
  }

  @Test
  void hasAFormForEveryMethod() {
    page.press("Methods");
    page.until("document.querySelectorAll('.methods nav a').length > 15");
    page.press("CallGet");
    page.press("Send");
    page.shows("is missing");
    page.type("callid", "nobody-knows-it");
    page.press("Send");
    page.shows("there is no such call any more");
    page.press("Echo");
    page.shows("Further parameters, as a JSON object.");
    page.type("others", "{\"hello\": \"world\"}");
    page.press("Send");
    page.shows("\"hello\": \"world\"");
    page.shows("Over.");
  }

  @Test
  void showsTheLinksToTheProxies() {
    page.shows("proxy default is up");
    page.press("Proxies");
    page.shows("default: up");
  }

  @Test
  void keepsTheSecretOfItsSessionOutOfTheMessages() {
    page.press("Messages");
    page.shows("\"method\":\"SessionOpen\"");
    page.shows("\"token\":\"…\"");
  }

  @Test
  void fitsANarrowTelephone() {
    talk("alice", "bob");
    page.resize(360, 740);
    page.openCall("alice@");
    for (String view : new String[] {"Calls", "Commands", "Proxies", "Messages", "Methods"}) {
      page.press(view);
      page.until("document.title.startsWith('" + view + "')");
      assertThat(page.evaluate("document.documentElement.scrollWidth")).as(view).isEqualTo(360);
    }
  }

  @Test
  void runsNothingThatIsNotItsOwn() {
    page.evaluate(
        """
        (() => {
          const script = document.createElement('script');
          script.textContent = 'window.isFooled = true';
          document.body.append(script);
          document.body.insertAdjacentHTML('beforeend', '<p id="probe" style="color: red">x</p>');
        })()""");

    assertThat(page.evaluate("window.isFooled === undefined")).isEqualTo(true);
    assertThat(page.evaluate("getComputedStyle(document.getElementById('probe')).color"))
        .isNotEqualTo("rgb(255, 0, 0)");
    assertThat(page.problems()).hasSize(2);
    page.forgetProblems();
  }
}
