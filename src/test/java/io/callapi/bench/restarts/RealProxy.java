package io.callapi.bench.restarts;

import io.callapi.live.OpenSipsBinary;
import io.callapi.live.OpenSipsProcess;
import io.callapi.live.PhoneFarm;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** An OpenSIPS of this machine. Its phones stay, but forget their calls when it dies. */
final class RealProxy implements MortalProxy {

  private static final List<String> PHONES = List.of("alice", "bob", "carol", "dave");

  private final OpenSipsProcess proxy;
  private final PhoneFarm phones;

  RealProxy(Path program) throws IOException, TimeoutException {
    this.proxy = OpenSipsProcess.start(OpenSipsBinary.at(program));
    this.phones = PhoneFarm.start(proxy.host(), proxy.sipPort());
  }

  @Override
  public int miPort() {
    return proxy.miPort();
  }

  @Override
  public String sipUri() {
    return proxy.sipUri();
  }

  @Override
  public JsonObject parties(int call) {
    int caller = call % PHONES.size();
    int callee = (caller + 1 + call / PHONES.size() % (PHONES.size() - 1)) % PHONES.size();
    return JsonObject.of(
        "caller", phones.uri(PHONES.get(caller)), "callee", phones.uri(PHONES.get(callee)));
  }

  @Override
  public void kill() {
    proxy.kill();
    phones.forget();
  }

  @Override
  public void start() {
    try {
      proxy.restart();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int calls() {
    return proxy.dialogs().size();
  }

  @Override
  public void forgetPast() {
    phones.forget();
  }

  @Override
  public void close() {
    phones.close();
    proxy.close();
  }
}
