package io.callapi.query;

import io.callapi.command.Parameters;
import io.callapi.method.Caller;
import io.callapi.method.QueryMethod;
import io.vertx.core.Future;
import java.util.List;

/** What simulated phones do, by the user part of their address; where proxies are simulated. */
public final class SimulatorPhones implements QueryMethod<SimulatorPhones.Params> {

  private final List<Phone> phones;

  /** One phone, and what it does. */
  public record Phone(String user, String does) {}

  public SimulatorPhones(List<Phone> phones) {
    this.phones = List.copyOf(phones);
  }

  record Params() {}

  record Answer(List<Phone> phones) {}

  @Override
  public String name() {
    return "SimulatorPhones";
  }

  @Override
  public Params read(Parameters parameters) {
    return new Params();
  }

  @Override
  public Future<Answer> answer(Params params, Caller caller) {
    return Future.succeededFuture(new Answer(phones));
  }
}
