import { connect } from 'node:net';
import { Domain } from '@domainry/core';

export const banking = new Domain('Banking');
export const socket = connect(5432, 'localhost');
