package dev.stave.container;

/**
 * Which run a container or a temporary image belongs to; written as labels, so that the next run can tell what was left
 * behind by one that died.
 *
 * @param runId     the run's id
 * @param processId of the engine process that made it
 * @param startTime of that process, in clock ticks since boot (proc(5), stat field 22): a reused pid differs in it
 */
public record Owner(String runId, long processId, long startTime) {}
