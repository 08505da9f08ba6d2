package orchestrator.server.config;

import java.nio.file.Path;

/**
 * Where the state is held.
 *
 * @param mode by whom
 * @param data the data folder; need not exist yet
 */
public record Storage(Mode mode, Path data) {}
