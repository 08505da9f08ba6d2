package orchestrator.http;

import com.linecorp.armeria.common.FlagsProvider;

/** Tells Armeria what it takes from no builder; it finds this by name. */
public final class DoorFlags implements FlagsProvider {
  private static final int ABOVE_THE_DEFAULTS = 10;

  @Override
  public int priority() {
    return ABOVE_THE_DEFAULTS;
  }

  @Override
  public String name() {
    return "orchestrator";
  }

  /** Who reads to the end of a connection that it wants closed is not to wait for seconds. */
  @Override
  public Long defaultHttp1ConnectionCloseDelayMillis() {
    return 0L;
  }
}
