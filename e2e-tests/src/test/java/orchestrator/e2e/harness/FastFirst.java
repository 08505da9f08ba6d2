package orchestrator.e2e.harness;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** Runs what answers soon before what takes minutes, and within that by name. */
public final class FastFirst implements ClassOrderer {
  private static final List<String> SLOW =
      List.of("robustness", "couchdb", "model", "demo", "kill");

  @Override
  public void orderClasses(ClassOrdererContext context) {
    context
        .getClassDescriptors()
        .sort(
            Comparator.comparingInt(FastFirst::slowness)
                .thenComparing(descriptor -> descriptor.getTestClass().getName()));
  }

  private static int slowness(ClassDescriptor descriptor) {
    String packageName = descriptor.getTestClass().getPackageName();
    return SLOW.indexOf(packageName.substring(packageName.lastIndexOf('.') + 1));
  }
}
