package io.feedmill.producer;

/** Simulates two thousand feeds on five hundred hosts for thirty days, and prints the table of the README. */
final class PollSimulationProgram {

    private static final int FEEDS = 2_000;
    private static final int HOSTS = 500;

    private PollSimulationProgram() {}

    /** @param arguments how many feeds, and on how many hosts; none for 2,000 on 500 */
    public static void main(String[] arguments) {
        int feeds = arguments.length == 0 ? FEEDS : Integer.parseInt(arguments[0]);
        int hosts = arguments.length < 2 ? Math.max(1, feeds * HOSTS / FEEDS) : Integer.parseInt(arguments[1]);
        PollSimulation simulation = new PollSimulation(feeds, hosts);
        simulation.run();
        simulation.table().forEach(System.out::println);
        System.out.println(simulation.watch.broken.size() + " rules broken");
        simulation.watch.broken.stream().limit(10).forEach(System.out::println);
    }
}
