package orchestrator.e2e.harness;

import java.io.IOException;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test methods and constructors the {@link Deployment} of this run: one for all classes,
 * started with the first that asks and closed with the last test. A failed test shows the end of
 * the server's log.
 */
public final class SharedServer
    implements BeforeAllCallback, AfterTestExecutionCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SharedServer.class);
  private static final int SHOWN = 4_000;

  private static Deployment deployment(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            Deployment.class,
            type -> {
              try {
                return Deployment.ofThisRun();
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("no server to test", e);
              }
            },
            Deployment.class);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    deployment(context);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) throws Exception {
    if (context.getExecutionException().isPresent()) {
      String log = deployment(context).log();
      System.err.println(
          context.getDisplayName()
              + " failed; the server's log ends with\n"
              + log.substring(Math.max(0, log.length() - SHOWN)));
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType().equals(Deployment.class);
  }

  @Override
  public Deployment resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return deployment(context);
  }
}
