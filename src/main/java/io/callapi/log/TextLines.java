package io.callapi.log;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;

/** One line of text for each event, without phone numbers if these are to be hidden. */
public final class TextLines extends LayoutWrappingEncoder<ILoggingEvent> {

  private final boolean hideParties;

  /**
   * @param pattern of logback
   */
  public TextLines(String pattern, boolean hideParties) {
    this.hideParties = hideParties;
    PatternLayout lines =
        new PatternLayout() {
          @Override
          public String doLayout(ILoggingEvent event) {
            String text = super.doLayout(event);
            return TextLines.this.hideParties ? Masking.mask(text) : text;
          }
        };
    lines.setPattern(pattern);
    setLayout(lines);
  }

  @Override
  public void start() {
    layout.setContext(getContext());
    layout.start();
    super.start();
  }
}
