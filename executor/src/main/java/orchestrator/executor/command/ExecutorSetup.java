package orchestrator.executor.command;

import java.util.List;
import orchestrator.executor.ExecutorSettings;
import orchestrator.executor.server.ServerSettings;

/**
 * Holds all that an executor's process is started with.
 *
 * @param executor what it runs
 * @param server where it listens
 * @param log what is logged, and where
 * @param warnings what people should know
 */
public record ExecutorSetup(
    ExecutorSettings executor, ServerSettings server, LogSettings log, List<String> warnings) {}
