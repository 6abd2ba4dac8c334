package dev.workflows.benchmarks;

/** What {@code --help} says. */
final class Usage {

  static final String TEXT =
      """
      java -jar benchmarks.jar [--name=value ...], lists separated by commas

      What is measured
        --workload=sequential     one or more of:
                                    sequential  activities one after the other, result awaited
                                    read-only   the same, only the last of them not read-only
                                    fan-out     activities all at once, in one run
                                    children    children all at once, of one run
                                    branches    branches all at once that do nothing
                                    signal-loop signals that a run takes one after the other
                                    signal      a signal to a waiting run, and its next activity
                                    backlog     runs of one activity, started but not awaited
                                    queued      the same, only that our engine's are all there
                                                before the first begins; how fast the rest ends
                                    timer-wave  runs that sleep until one instant
                                    recovery    runs whose process is killed between activities
                                    sleeping    runs that sleep for an hour
                                    idle        nothing: what polls and heartbeats cost
                                    old-snapshot  runs of one activity, and others that sleep
                                                and change hands: before, during and after a
                                                transaction with an old snapshot
                                    list        the newest page of 50 among closed runs
                                    list-deep   a page of 50 from their middle
                                    describe    one of them by its workflow id
                                    replay      a query that replays a closed run's whole history
        --engines=ours            one or more of:
                                    ours
                                    ours-h2         on an H2 file of its own, each commit written
                                    ours-h2-single  the same, turns and starts share no commit
                                    rows           one row and one commit a step, nothing else
                                    unnest         the rows of ours by bare inserts of many, two
                                                   of them at a time: the limit where commits are
                                                   shared
                                    dbos           DBOS Transact
                                    temporal-test  Temporal's in-memory test server: not durable
                                    db-scheduler
                                    jobrunr
                                  an engine that has no such workload shows '-'
        --activities=1,5,10       sequential, read-only: how many activities a workflow calls
        --clients=1,8,64          how many wait at the same time; the most of them start crowds
        --size=0                  how many: fan-out, children, branches 1000, signal-loop 10000; or
                                  how many runs: backlog, queued, timer-wave and recovery 10000,
                                  sleeping 100000, list and describe 1000000 unless given;
                                  old-snapshot 1000 that sleep at the same time;
                                  replay: how many events, 50000 unless given
        --nodes=1                 how many of our nodes share the database, client after client;
                                  signals come from another node than the run's; not recovery
        --closed=0                how many closed runs are in the tables of our engine before
                                  sequential, read-only, signal and idle begin; the rounds add
                                  at most a tenth before the tables are filled anew
        --batch=128               unnest: how many rows an insert has; ours has as many as its
                                  column 'events/commit' tells of the same case

      How it is measured
        --rounds=3                how often, engine after engine; the median counts
        --seconds=5               how long a round lasts
        --phase-seconds=600       how long old-snapshot, which is measured once, keeps its snapshot;
                                  before and after are as long, but two minutes at most
        --warmup=2                seconds of load before each round; 0 also leaves out the crowd
                                  of up to 10000 that goes before the first round; with it and
                                  --clients=1 --rounds=1 replay's 'first s' is of a cold JVM
        --fibers=auto             threads of our workflow code: auto, platform or virtual

      What it is measured on
        --jdbc-url=URL            a PostgreSQL, with user and password, who may create databases;
                                  else one is started
        --disk=fast               or slow: flushes of the PostgreSQL that is started take longer;
                                  needs Linux and a C compiler, 'cc'
        --flush-millis=1          by how much
        --network=fast            or slow: messages to and from PostgreSQL take longer
        --network-millis=1        by how much, each way

      Where it goes
        a Markdown report to standard output; ratios are to the engine that is named first
        --json=FILE               one JSON object a line
        --help                    this text
      """;

  private Usage() {}
}
