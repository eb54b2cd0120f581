package io.callapi.opensips;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.callapi.bus.TypedBus;
import io.callapi.opensips.ConnectorSettings.EventSettings;
import io.callapi.opensips.mi.MiSettings;
import io.callapi.sip.SipUri;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

@ExtendWith(VertxExtension.class)
class ManagementVerticleTest {

  private static final URI HTTP = URI.create("http://127.0.0.1:9/mi");

  private final Logger logger = (Logger) LoggerFactory.getLogger(ManagementVerticle.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen(Vertx vertx) {
    TypedBus.install(vertx);
    logger.addAppender(lines);
    lines.start();
  }

  @AfterEach
  void leave() {
    logger.detachAppender(lines);
  }

  @Test
  void warnsOfTheLimitOfHttpAloneByTheNameOfTheProxy(Vertx vertx) {
    deploy(vertx, new MiSettings(null, HTTP, null, null));

    assertThat(lines.list)
        .singleElement()
        .satisfies(line -> assertThat(line.getLevel()).isEqualTo(Level.WARN))
        .extracting(ILoggingEvent::getFormattedMessage)
        .asString()
        .startsWith("proxy east: management over HTTP alone")
        .contains("one call is started at a time", "mi.url");
  }

  @Test
  void doesNotWarnWhereThereIsUdp(Vertx vertx) {
    deploy(
        vertx, new MiSettings(SocketAddress.inetSocketAddress(9, "127.0.0.1"), HTTP, null, null));

    assertThat(lines.list).isEmpty();
  }

  private static void deploy(Vertx vertx, MiSettings mi) {
    vertx
        .deployVerticle(
            new ManagementVerticle(
                new ConnectorSettings(
                    "east",
                    mi,
                    new SipUri("sip:127.0.0.1"),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    new EventSettings("", 0, "", Duration.ofMinutes(1), true, false, List.of()))))
        .await();
  }
}
