/** The topology: the one place where Kafka and the pure stages meet. */
package io.feedmill.streams;
