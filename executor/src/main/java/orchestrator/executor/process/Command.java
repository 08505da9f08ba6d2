package orchestrator.executor.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what program is run, and how.
 *
 * @param program an existing file
 * @param arguments as the program gets them
 * @param variables of its environment, in addition to what it inherits
 * @param folder where it runs; none for a folder of its own, which is removed when it has ended
 */
public record Command(
    Path program, List<String> arguments, Map<String, String> variables, Optional<Path> folder) {}
