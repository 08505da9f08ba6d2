package orchestrator.flow;

import org.jspecify.annotations.Nullable;

/** Carries messages to the services that blocks ask. */
@FunctionalInterface
public interface Transport {
  /**
   * Sends a message. When this returns, the message will come to its service.
   *
   * @param visit what is visited: its block tells the service
   * @param message with the visit as its source, and the command for the service
   * @return a message for the post-handler; null for nothing
   * @throws Exception when it cannot be sent, now or ever; nothing has happened then
   */
  @Nullable Message<?> send(Visit visit, Message<?> message) throws Exception;
}
