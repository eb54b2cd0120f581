package io.callapi.client;

import io.callapi.log.RareLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What peers do that is worth a line, of which they could cause as many as they like.
 *
 * @param full connections refused at a limit of their number
 * @param misfits requests that are not right as HTTP or as a handshake
 * @param strangers requests of pages of other origins
 * @param unknown requests without a valid token
 * @param hurried requests of clients that came too fast
 * @param slow clients cut off that do not read
 * @param silent clients cut off that do not finish a close
 * @param encrypted connections with TLS, which is not spoken here
 * @param handshakes connections that do not speak TLS as they should, where it is spoken
 * @param defects requests whose answer failed
 */
record Noise(
    RareLog full,
    RareLog misfits,
    RareLog strangers,
    RareLog unknown,
    RareLog hurried,
    RareLog slow,
    RareLog silent,
    RareLog encrypted,
    RareLog handshakes,
    RareLog defects) {

  private static final Logger LOG = LoggerFactory.getLogger(Noise.class);

  static Noise create() {
    return new Noise(
        new RareLog(LOG, "connections refused, for there are too many"),
        new RareLog(LOG, "requests that are not right"),
        new RareLog(LOG, "requests refused for their origin or host"),
        new RareLog(LOG, "requests refused without a valid token"),
        new RareLog(LOG, "requests refused that came too fast (ws_server.max_requests_per_second)"),
        new RareLog(LOG, "clients disconnected that read too slowly"),
        new RareLog(LOG, "clients cut off that did not finish a close"),
        new RareLog(
            LOG,
            "connections with TLS (wss:// or https://) refused at ws_server.port, where only ws:// and"
                + " http:// are spoken,"),
        new RareLog(LOG, "connections that failed before any request"),
        new RareLog(LOG, "requests that could not be answered"));
  }
}
