package io.callapi;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** How long tests wait for what must come: a busy machine takes its time, a defect all of it. */
public final class PatientTests implements BeforeAllCallback {

  private static final Duration MOST = Duration.ofSeconds(60);

  @Override
  public void beforeAll(ExtensionContext tests) {
    Awaitility.setDefaultTimeout(MOST);
  }
}
