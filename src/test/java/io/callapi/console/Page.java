package io.callapi.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionTimeoutException;

/** A page, and somebody in front of it: with a mouse and a keyboard, and with eyes. */
final class Page implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Map<String, Integer> KEYS =
      Map.of(
          "Tab",
          9,
          "Enter",
          13,
          "Escape",
          27,
          "End",
          35,
          "Home",
          36,
          "ArrowUp",
          38,
          "ArrowDown",
          40,
          "PageDown",
          34);
  private static final int MANY = 40;

  private final Chromium browser;
  private final String session;
  private final String context;
  private final AtomicInteger heard = new AtomicInteger();
  private final List<String> problems = new CopyOnWriteArrayList<>();

  Page(Chromium browser, String session, String context) {
    this.browser = browser;
    this.session = session;
    this.context = context;
  }

  void begin(int width, int height) {
    ask("Page.enable", new JsonObject());
    ask("Runtime.enable", new JsonObject());
    ask("Log.enable", new JsonObject());
    // As if it were the one page in front, which has the focus of the window.
    ask("Page.bringToFront", new JsonObject());
    ask("Emulation.setFocusEmulationEnabled", new JsonObject().put("enabled", true));
    resize(width, height);
  }

  void resize(int width, int height) {
    JsonObject metrics =
        new JsonObject()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", false);
    ask("Emulation.setDeviceMetricsOverride", metrics);
  }

  /** As somebody has chosen in the settings of the system: light or dark. */
  void prefer(String scheme) {
    JsonObject feature = new JsonObject().put("name", "prefers-color-scheme").put("value", scheme);
    ask(
        "Emulation.setEmulatedMedia",
        new JsonObject().put("features", new JsonArray().add(feature)));
  }

  /** Exceptions, and what the policy of the page forbids. */
  void hear(JsonObject message) {
    JsonObject params = message.getJsonObject("params", new JsonObject());
    switch (message.getString("method")) {
      case "Network.webSocketFrameReceived" -> heard.incrementAndGet();
      case "Runtime.exceptionThrown" -> problems.add(params.encode());
      case "Log.entryAdded" -> {
        JsonObject entry = params.getJsonObject("entry");
        if (entry.getString("text", "").contains("Content Security Policy")
            || "security".equals(entry.getString("source"))) {
          problems.add(entry.encode());
        }
      }
      default -> {}
    }
  }

  /** How many messages its connection has received, from Network.enable on. */
  int heard() {
    return heard.get();
  }

  /** A figure of the browser about this page, from Performance.enable on. */
  double metric(String name) {
    return ask("Performance.getMetrics", new JsonObject()).getJsonArray("metrics").stream()
        .map(JsonObject.class::cast)
        .filter(one -> name.equals(one.getString("name")))
        .findFirst()
        .orElseThrow()
        .getDouble("value");
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  void forgetProblems() {
    problems.clear();
  }

  JsonObject ask(String method, JsonObject params) {
    return browser.ask(session, method, params);
  }

  void go(String url) {
    ask("Page.navigate", new JsonObject().put("url", url));
  }

  void reload() {
    evaluate("window.isOld = true");
    ask("Page.reload", new JsonObject());
    until("!window.isOld && document.querySelector('nav')");
  }

  /** The value of an expression, which may be a promise. */
  Object evaluate(String script) {
    JsonObject params =
        new JsonObject()
            .put("expression", script)
            .put("awaitPromise", true)
            .put("returnByValue", true);
    JsonObject answer = ask("Runtime.evaluate", params);
    if (answer.containsKey("exceptionDetails")) {
      throw new AssertionError(script + ": " + answer.getJsonObject("exceptionDetails").encode());
    }
    return answer.getJsonObject("result").getValue("value");
  }

  /** Waits until that is true of the page. */
  void until(String condition) {
    String script = "Boolean(" + condition + ")";
    try {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .ignoreExceptions()
          .ignoreException(AssertionError.class)
          .until(() -> Boolean.TRUE.equals(evaluate(script)));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(condition + " is never true; the page says: " + text(), e);
    }
  }

  /** Waits until somebody can read that. */
  void shows(String text) {
    until("document.body.innerText.includes(" + quoted(text) + ")");
  }

  void showsNoMore(String text) {
    until("!document.body.innerText.includes(" + quoted(text) + ")");
  }

  /** Waits until there is a row with all of that in it. */
  void showsCall(String... parts) {
    until(row(parts));
  }

  /** Clicks into the row with all of that in it. */
  void openCall(String... parts) {
    showsCall(parts);
    clickOn(row(parts));
    until("document.getElementById('call-title')");
  }

  private static String row(String... parts) {
    return "[...document.querySelectorAll('#calls .row')].find(row => "
        + new JsonArray(List.of(parts)).encode()
        + ".every(part => row.innerText.includes(part)))";
  }

  String text() {
    return Objects.toString(evaluate("document.body.innerText"));
  }

  void press(String button) {
    String found = button(button);
    until(found);
    clickOn(found);
  }

  /** With two clicks, as people do who are used to it. */
  void pressTwice(String button) {
    String found = button(button);
    until(found);
    JsonObject at = centre(found);
    click(at, 1);
    click(at, 2);
  }

  static String button(String text) {
    return "[...document.querySelectorAll('button, nav a')].find(one => one.checkVisibility()"
        + " && one.getAttribute('aria-disabled') !== 'true' && one.textContent.trim().startsWith("
        + quoted(text)
        + "))";
  }

  void type(String name, String text) {
    String field = "document.querySelector('[name=" + quoted(name).replace("'", "") + "]')";
    until(field);
    evaluate(field + ".focus(), " + field + ".select?.()");
    write(text);
  }

  /** Into whatever has the focus. */
  void write(String text) {
    ask("Input.insertText", new JsonObject().put("text", text));
  }

  /** Goes on with the tabulator key until something with that in it has the focus. */
  void tabTo(String text) {
    for (int i = 0; i < MANY && !focused().contains(text); i++) {
      key("Tab");
    }
    assertThat(focused()).contains(text);
  }

  void key(String name) {
    JsonObject key =
        new JsonObject()
            .put("key", name)
            .put("code", name)
            .put("windowsVirtualKeyCode", KEYS.get(name));
    JsonObject down = key.copy().put("type", "Enter".equals(name) ? "keyDown" : "rawKeyDown");
    if ("Enter".equals(name)) {
      down.put("text", "\r");
    }
    ask("Input.dispatchKeyEvent", down);
    ask("Input.dispatchKeyEvent", key.copy().put("type", "keyUp"));
  }

  /** What has the focus, in words. */
  String focused() {
    return Objects.toString(
        evaluate(
            "(one => one.getAttribute('name') || one.innerText.trim() || one.tagName)"
                + "(document.activeElement)"));
  }

  /** The pointer goes there first, which keeps rows from moving away. */
  private void clickOn(String element) {
    move(centre(element));
    move(centre(element));
    click(centre(element), 1);
  }

  private void move(JsonObject at) {
    ask("Input.dispatchMouseEvent", at.copy().put("type", "mouseMoved"));
  }

  private JsonObject centre(String element) {
    Object at =
        evaluate(
            "(one => { one.scrollIntoView({block: 'nearest'}); const r = one.getBoundingClientRect();"
                + " return {x: r.x + r.width / 2, y: r.y + r.height / 2}; })("
                + element
                + ")");
    return (JsonObject) at;
  }

  private void click(JsonObject at, int count) {
    JsonObject event = at.copy().put("button", "left").put("clickCount", count);
    ask("Input.dispatchMouseEvent", event.copy().put("type", "mousePressed"));
    ask("Input.dispatchMouseEvent", event.copy().put("type", "mouseReleased"));
  }

  byte[] picture() {
    String data =
        ask("Page.captureScreenshot", new JsonObject().put("format", "png")).getString("data");
    return Base64.getDecoder().decode(data);
  }

  static String quoted(String text) {
    return new JsonArray().add(text).encode().replaceAll("^\\[|]$", "");
  }

  /** Nothing was thrown, and nothing forbidden was tried. */
  void isInOrder() {
    assertThat(problems).isEmpty();
  }

  @Override
  public void close() {
    browser.close(session, context);
  }
}
