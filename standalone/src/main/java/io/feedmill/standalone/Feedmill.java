package io.feedmill.standalone;

final class Feedmill {
    private Feedmill() {}

    public static void main(String[] args) {}
}
