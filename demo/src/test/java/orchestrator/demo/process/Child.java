package orchestrator.demo.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A program that does what its argument says. */
public final class Child {

  private Child() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "stay" -> {
        System.out.println("a line that says nothing");
        System.out.println("serves here");
        Thread.sleep(60_000);
      }
      case "parent" -> {
        System.out.println("serves " + startAnother());
        Thread.sleep(60_000);
      }
      case "sleep" -> Thread.sleep(60_000);
      default -> System.err.println("no place left");
    }
  }

  private static long startAnother() {
    ChildProcess other =
        new ChildProcess("another", "serves ", Path.of(System.getenv("MY_FOLDER"), "other.log"));
    List<String> command = JavaProgram.attached(Child.class.getName()).with(List.of("stay"));
    other.start(command, Map.of(), Duration.ofSeconds(30));
    return other.pid();
  }
}
