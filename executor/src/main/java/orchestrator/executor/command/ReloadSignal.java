package orchestrator.executor.command;

import java.lang.reflect.Proxy;

/**
 * Has something done when the process gets the signal USR2. The JVM keeps that signal for itself
 * unless the variable {@code _JAVA_SR_SIGNUM} gives it another one, as {@code bin/orchestrator}
 * does.
 */
public final class ReloadSignal {
  private ReloadSignal() {}

  /**
   * From now on the signal has this done, in a thread of its own.
   *
   * @return false when this JVM does not give the signal away
   */
  public static boolean onSignal(Runnable reload) {
    try {
      // Named only by text, since the compiler warns of these classes and cannot be told not to.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              ReloadSignal.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      reload.run();
                      yield null;
                    }
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> "reload";
                  });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("USR2"), proxy);
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
