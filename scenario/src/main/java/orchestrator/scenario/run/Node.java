package orchestrator.scenario.run;

import java.util.Optional;
import orchestrator.scenario.proxy.Proxy;

/** Holds a registered node: the proxy that drives it, and whether it lives. */
final class Node {
  /** Tells how a node is. */
  enum State {
    CONNECTING,
    ALIVE,
    DEAD
  }

  private final String identity;
  private final Optional<String> name;
  private final String label;
  private volatile Optional<Proxy> proxy = Optional.empty();
  private volatile State state = State.CONNECTING;

  /** Why it did not live when it was last asked; empty when it gave no reason. */
  private volatile String doubt = "";

  /** When it was last asked whether it lives. */
  private long asked = Long.MIN_VALUE / 2;

  private boolean beingAsked;

  /** When one of its transactions has last succeeded. */
  private volatile long success = Long.MIN_VALUE / 2;

  Node(String identity, Optional<String> name, String label) {
    this.identity = identity;
    this.name = name;
    this.label = label;
  }

  String identity() {
    return identity;
  }

  /** The name that it registered with. */
  Optional<String> name() {
    return name;
  }

  /** What people read: its name, or which one it was. */
  String label() {
    return label;
  }

  /** What drives it; empty until it is connected. */
  Optional<Proxy> proxy() {
    return proxy;
  }

  State state() {
    return state;
  }

  boolean isAlive() {
    return state == State.ALIVE;
  }

  synchronized void connected(Proxy connected) {
    proxy = Optional.of(connected);
    state = State.ALIVE;
  }

  /** Notes why it does not live, which may be empty. */
  void doubt(String why) {
    doubt = why;
  }

  /** Says that it does not live, and why if that is known. */
  String obituary() {
    return label + " does not live" + (doubt.isEmpty() ? "" : ": " + doubt);
  }

  /**
   * Notes whether it lives.
   *
   * @param asked who said so; it may have registered again meanwhile
   * @return whether that is new
   */
  synchronized boolean heard(Proxy asked, boolean alive) {
    if (proxy.orElse(null) != asked || isAlive() == alive) {
      return false;
    }
    state = alive ? State.ALIVE : State.DEAD;
    return true;
  }

  /** Notes that it is asked now, unless it is being asked or was so a moment ago. */
  synchronized boolean mayAsk(long now, long pause) {
    if (beingAsked || now - asked < pause) {
      return false;
    }
    beingAsked = true;
    asked = now;
    return true;
  }

  void succeeded(long now) {
    success = now;
  }

  boolean hasSucceededSince(long time) {
    return success - time > 0;
  }

  synchronized void answered() {
    beingAsked = false;
  }
}
