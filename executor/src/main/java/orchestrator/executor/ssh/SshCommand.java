package orchestrator.executor.ssh;

import orchestrator.executor.process.OutputLines;

/**
 * Says what runs at a host.
 *
 * @param command for the login shell
 * @param input what it reads; empty for nothing
 * @param terminal whether it has one
 * @param outputs takes the wanted outputs from what it writes
 */
record SshCommand(String command, String input, boolean terminal, OutputLines outputs) {}
