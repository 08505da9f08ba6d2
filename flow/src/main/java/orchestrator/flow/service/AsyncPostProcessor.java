package orchestrator.flow.service;

import java.util.concurrent.CompletionStage;
import orchestrator.flow.Message;
import org.jspecify.annotations.Nullable;

/** Does something with an answer, and tells later that it did. */
@FunctionalInterface
public interface AsyncPostProcessor {
  /** Begins to do it, as {@link PostProcessor#postProcess} does it. */
  CompletionStage<?> postProcess(Message<?> answer, @Nullable Object extra) throws Exception;
}
