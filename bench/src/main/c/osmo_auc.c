/*
 * The other AuC: vectors of MILENAGE with K_ASME as libosmocore makes them, for `bench/run auc`.
 *
 *   osmo-auc SECONDS     prints the K_ASME of the first vector in hex, then vectors per second
 *
 * K, OPc and the first RAND are those of AucVectors.java, so the two K_ASME must be equal. K is given
 * anew with each vector: the library has no other way.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <osmocom/crypt/auth.h>
#include <osmocom/crypt/kdf.h>

static const uint8_t plmn[3] = {0x00, 0xf1, 0x10};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

static void vector(struct osmo_sub_auth_data *subscriber, const uint8_t rand[16], uint8_t kasme[32])
{
	struct osmo_auth_vector vec;
	uint8_t sqn[6], ak[6];
	int i;

	memset(&vec, 0, sizeof(vec));
	if (osmo_auth_gen_vec(&vec, subscriber, rand) < 0) {
		fprintf(stderr, "osmo-auc: no vector\n");
		exit(1);
	}
	/* The library gives SQN xor AK inside AUTN, and wants the two apart again. */
	for (i = 0; i < 6; i++) {
		sqn[i] = subscriber->u.umts.sqn >> (8 * (5 - i));
		ak[i] = vec.autn[i] ^ sqn[i];
	}
	osmo_kdf_kasme(vec.ck, vec.ik, plmn, sqn, ak, kasme);
}

int main(int argc, char **argv)
{
	struct osmo_sub_auth_data subscriber = {
		.type = OSMO_AUTH_TYPE_UMTS,
		.algo = OSMO_AUTH_ALG_MILENAGE,
		.u.umts.amf = {0x80, 0x00},
	};
	double seconds = argc > 1 ? atof(argv[1]) : 1, started, took;
	uint8_t rand[16] = {0}, kasme[32];
	uint64_t made = 0;
	int i;

	memset(subscriber.u.umts.k, 0x11, 16);
	memset(subscriber.u.umts.opc, 0x22, 16);
	vector(&subscriber, rand, kasme);
	for (i = 0; i < 32; i++)
		printf("%02x", kasme[i]);
	printf(" ");

	started = now();
	do {
		for (i = 0; i < 1000; i++) {
			made++;
			memcpy(rand, &made, sizeof(made));
			vector(&subscriber, rand, kasme);
		}
		took = now() - started;
	} while (took < seconds);
	printf("%.0f\n", made / took);
	return 0;
}
