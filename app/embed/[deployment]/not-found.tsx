export { NotHere as default } from '@/components/embed/not-here';
